import type { SettingValues } from '../../../centre/api/setting.ts';
import { type SettingContext, type SettingGroup, textOf } from './setting-group.ts';

type Report = SettingValues['report'];

const lines = ['parentBody', 'issuingBody', 'place', 'reportNumber', 'reportSign'] as const;

/** The header of the document. A field left empty is not part of the value, and stays blank in print. */
export const reportSetting: SettingGroup<Report> = {
  rows: (value, { words }: SettingContext) => {
    const { annexTitle = 'Phụ lục II', signer = {}, csvSeparator = ',' } = value;
    return [
      [words.annexTitle, annexTitle],
      ...lines.map((name) => [words[name], value[name] || words.blank] as const),
      [words.signerPosition, signer.position || words.blank],
      [words.signerName, signer.name || words.blank],
      [words.csvSeparator, csvSeparator === ';' ? words.csvSemicolon : words.csvComma],
    ];
  },
  fields: ({ words }) => [
    { name: 'parentBody', label: words.parentBody, kind: 'line' },
    { name: 'issuingBody', label: words.issuingBody, kind: 'line' },
    { name: 'place', label: words.place, kind: 'line' },
    { name: 'reportNumber', label: words.reportNumber, kind: 'line' },
    { name: 'reportSign', label: words.reportSign, kind: 'line', hint: words.signHint },
    { name: 'signerPosition', label: words.signerPosition, kind: 'line' },
    { name: 'signerName', label: words.signerName, kind: 'line' },
    {
      name: 'annexTitle',
      label: words.annexTitle,
      kind: 'choice',
      options: ['Phụ lục II', 'PHỤ LỤC II'].map((title) => ({ value: title, label: title })),
    },
    {
      name: 'csvSeparator',
      label: words.csvSeparator,
      kind: 'choice',
      options: [
        { value: ',', label: words.csvComma },
        { value: ';', label: words.csvSemicolon },
      ],
    },
  ],
  read: (value) => ({
    ...Object.fromEntries(lines.map((name) => [name, value[name] ?? ''])),
    signerPosition: value.signer?.position ?? '',
    signerName: value.signer?.name ?? '',
    annexTitle: value.annexTitle ?? 'Phụ lục II',
    csvSeparator: value.csvSeparator ?? ',',
  }),
  parse: (texts) => {
    const filled = lines.flatMap((name) => {
      const text = textOf(texts, name);
      return text === '' ? [] : [[name, text] as const];
    });
    const position = textOf(texts, 'signerPosition');
    const name = textOf(texts, 'signerName');
    const signer = { ...(position === '' ? {} : { position }), ...(name === '' ? {} : { name }) };
    return {
      ok: true,
      value: {
        ...Object.fromEntries(filled),
        ...(position + name === '' ? {} : { signer }),
        annexTitle: texts.annexTitle === 'PHỤ LỤC II' ? 'PHỤ LỤC II' : 'Phụ lục II',
        csvSeparator: texts.csvSeparator === ';' ? ';' : ',',
      },
    };
  },
};
