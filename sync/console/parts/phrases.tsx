import { Fragment } from 'react';
import { namePhrases } from '../format/phrases.ts';

/** A text that breaks only between its phrases. */
export const Phrases = ({ of }: { readonly of: readonly string[] }) =>
  of.map((phrase, place) => (
    <Fragment key={of.slice(0, place + 1).join(' ')}>
      {place > 0 && ' '}
      <span className="phrase">{phrase}</span>
    </Fragment>
  ));

/** A page's sentence, which breaks after a comma where it can. */
export const Headline = ({ text }: { readonly text: string }) => <Phrases of={text.split(/(?<=,) /)} />;

/** An official name: whole, and broken where the document breaks it. */
export const OfficialName = ({ name }: { readonly name: string }) => <Phrases of={namePhrases(name)} />;
