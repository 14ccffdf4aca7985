import { z } from 'zod';
import { type HashHex, isHashHex } from '../../domain/ids.ts';
import { parsePeriodLabel } from '../../domain/period.ts';
import type { CommentView } from '../api/comment.ts';
import { toBlob } from '../store/evidence.ts';
import { commentText, commentView } from '../views/comments.ts';
import { actorOf, type Call, type Handlers, param } from './call.ts';
import { conflict, notFound, read, unable } from './http-problem.ts';
import type { Office } from './office.ts';

const line = z.string().trim().max(2_000);
const takeShape = z.strictObject({
  state: z.enum(['new', 'sent', 'answered']),
  to: line.max(200).exactOptional(),
  note: line.exactOptional(),
});

/** What citizens wrote: every look at it stands in the log, the text itself never does. */
export const commentRoutes = (office: Office) => {
  const { reader, desk, store, sources, now, note } = office;

  const idOf = (call: Call): HashHex => {
    const id = param(call, 'id');
    if (!isHashHex(id)) throw notFound('such comment');
    return id;
  };
  const viewOf = (id: HashHex): CommentView => {
    const view = commentView(sources, id, now());
    if (!view) throw notFound('such comment');
    return view;
  };
  const keptOf = (id: HashHex): CommentView => {
    const view = viewOf(id);
    if (view.state === 'erased') throw conflict('comment/erased', 'this comment was erased');
    return view;
  };

  return {
    'GET /api/comments': async (call) => {
      const { label } = read(z.object({ label: z.string().exactOptional() }), call.query);
      const parsed = label === undefined ? undefined : parsePeriodLabel(label);
      if (parsed?.ok === false) throw notFound('such period');
      const view = await reader.ask('comments', parsed?.label ?? null);
      const actor = actorOf(call);
      store.transact(() => note(actor, 'comment/opened', view.label, { comments: view.comments.length }));
      return view;
    },
    'PUT /api/comments/:id': (call) => {
      const id = idOf(call);
      const { state, to, note: inner } = read(takeShape, call.body);
      keptOf(id);
      if (state === 'sent' && !to) throw unable('comment/to-whom', 'say to whom it is sent', { field: 'to' });
      const actor = actorOf(call);
      store.transact(() => {
        store.db
          .prepare(
            `INSERT INTO comment_care (identity, state, sent_to, note, taken_by, taken_at) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (identity) DO UPDATE SET state = excluded.state,
               sent_to = coalesce(excluded.sent_to, sent_to), note = coalesce(excluded.note, note),
               taken_by = excluded.taken_by, taken_at = excluded.taken_at`,
          )
          .run(toBlob(id), state, to ?? null, inner ?? null, actor.fullName, now());
        note(actor, 'comment/taken', id, { state, to: to ?? null });
      });
      return viewOf(id);
    },
    'POST /api/comments/:id/uncover': (call) => {
      const id = idOf(call);
      keptOf(id);
      const text = commentText(sources, id);
      if (text === null) throw notFound('such text');
      const actor = actorOf(call);
      store.transact(() => note(actor, 'comment/uncovered', id, {}));
      return { text };
    },
    'POST /api/comments/:id/erase': (call) => {
      const id = idOf(call);
      const { reason } = read(z.strictObject({ reason: line.min(1, 'say why').max(500) }), call.body);
      keptOf(id);
      const actor = actorOf(call);
      const answer = store.transact(() => {
        const erased = desk.eraseComment(id, reason, actor.fullName);
        if (!erased.ok) return erased;
        // What was noted of it may repeat it.
        store.db.prepare('UPDATE comment_care SET note = NULL WHERE identity = ?').run(toBlob(id));
        note(actor, 'comment/erased', id, { reason });
        return erased;
      });
      if (!answer.ok) throw conflict('comment/erased', 'this comment was erased');
      return viewOf(id);
    },
  } satisfies Partial<Handlers>;
};
