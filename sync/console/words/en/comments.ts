import type { CommentsWords } from '../vi/comments.ts';

export const comments: CommentsWords = {
  headline: (n, since) =>
    n === 0
      ? 'There are no new comments.'
      : `${n} new ${n === 1 ? 'comment' : 'comments'}${since === null ? '' : `, the oldest of ${since}`}.`,
  lead: (month, year, readers) =>
    `Period ${month}/${year}. Only ${readers} ${readers === 1 ? 'person' : 'people'} may see this page; each opening is written to the audit log.`,
  filters: { new: 'New', sent: 'Passed on', answered: 'Answered', all: 'All' },
  filtersName: 'Choose comments',
  states: { new: 'New', sent: 'Passed on', answered: 'Answered', erased: 'Text erased' },
  covered: {
    phone: 'phone number covered',
    'identity-number': 'identity number covered',
    email: 'e-mail address covered',
  },
  erased: (day, why) =>
    `The text was erased on ${day}${why === null ? '' : `: ${why}`}. The press still counts.`,
  empty: 'There is no comment in this period yet.',
  emptyText: 'When a citizen writes a comment on a kiosk, it appears here for the people in charge.',
  emptyFilter: 'There is no comment of this kind.',
  uncover: 'Show the covered text…',
  uncoverText: 'Looking is written to the audit log, with your name.',
  to: 'Pass it on to whom?',
  receiver: 'Receiving department',
  choose: 'Choose a department',
  note: 'Internal note',
  send: 'Pass the comment on',
  answered: 'Answered',
  sentTo: (who, person, when) =>
    `Passed on to ${who}${person === null ? '' : ` by ${person}`}${when === null ? '' : `, ${when}`}.`,
  receiverMissing: 'Choose who receives it, for example the centre’s office.',
  kept: (day) => `Kept until ${day}`,
  keptText: (days) =>
    `After ${days} days the text erases itself. Erasing it does not change the count of comments in Phụ lục II.`,
  erase: 'Erase the text now…',
  eraseTitle: 'Erase the text of this comment',
  eraseText:
    'The text is gone for good and cannot be brought back. The press and the ledger stay as they are.',
  eraseReason: 'Reason',
  eraseMissing: 'Give a reason, for example: it names a person.',
  eraseConfirm: 'Erase the text',
  failed: 'That did not work. Nothing has changed.',
  pick: 'Choose a comment to read it and pass it on.',
  people: 'the people in charge of comments',
};
