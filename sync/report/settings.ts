import type { ReportDay } from '../domain/period.ts';

/**
 * What a centre fills in around the numbers. Every field may be left out: blank stays blank on the page (a dotted place, as
 * the decree's form has it), because on an electronic document number and date come with the signature.
 */
export interface ReportSettings {
  /** `Phụ lục II` is the decree's form; centres that print capitals choose the other. */
  readonly annexTitle?: 'Phụ lục II' | 'PHỤ LỤC II';
  /** The body above, for example a provincial office; stands on the notices to departments, never on the annex. */
  readonly parentBody?: string;
  /** The body that issues the report; closes the reference line. */
  readonly issuingBody?: string;
  /** Where notices are dated. */
  readonly place?: string;
  readonly signer?: { readonly position?: string; readonly name?: string };
  /** The report's number, the part before the slash. */
  readonly reportNumber?: string;
  /** The issuing body's short name in the report's sign, the part after `BC-`. */
  readonly reportSign?: string;
  readonly reportDate?: ReportDay;
  /** `,` as RFC 4180 has it, unless a centre's spreadsheets expect `;`. */
  readonly csvSeparator?: ',' | ';';
}
