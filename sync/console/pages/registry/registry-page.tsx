import { useState } from 'react';
import type { RegistryView } from '../../../centre/api/registry.ts';
import { formatDay } from '../../format/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { Loading } from '../../parts/loading.tsx';
import { useConsole, useResource, useWords } from '../../state/console.ts';
import { CountersView } from './counters-view.tsx';
import { DepartmentsView } from './departments-view.tsx';
import { PlanColumns } from './plan-columns.tsx';
import { ApplyDialog, EditDialog, MovedDialog } from './plan-dialogs.tsx';
import { RegistryRail } from './registry-rail.tsx';
import { nameIn, standingOn } from './standing.ts';
import { type Task, TaskDialog } from './tasks.tsx';
import { useDraft } from './use-draft.ts';

type View = 'departments' | 'counters' | 'plan';
type Open =
  | { readonly what: 'task'; readonly task: Task }
  | { readonly what: 'edit' | 'apply' | 'moved' }
  | null;

const Page = ({ view, address }: { readonly view: RegistryView; readonly address: string }) => {
  const { resources } = useConsole();
  const { registry: words } = useWords();
  const desk = useDraft(view);
  const [chosen, setChosen] = useState<View | null>(null);
  const [open, setOpen] = useState<Open>(null);
  const [told, setTold] = useState<'conflict' | { readonly from: string | null } | null>(null);

  const { draft } = desk;
  const plan = draft?.preview.plan ?? view.nextChange;
  const shown: View =
    chosen === 'plan' && !plan ? 'departments' : (chosen ?? (plan ? 'plan' : 'departments'));
  const standing = standingOn(view.departments, view.today);
  const merged = plan
    ? plan.after.filter(
        ({ id }) => plan.links.filter(({ after, isChange }) => after === id && isChange).length > 1,
      ).length
    : 0;
  const title =
    shown === 'plan' && plan
      ? plan.from === null
        ? words.corrected(draft?.preview.changes.length ?? 0)
        : words.change(formatDay(plan.from), plan.before.length, plan.after.length)
      : standing.length === 0
        ? words.none
        : words.now(standing.length);
  const lead =
    shown === 'plan'
      ? `${words.merged(merged)} ${words.lead}`.trim()
      : standing.length === 0
        ? words.noneText
        : plan && plan.from !== null
          ? `${words.nowLead} ${words.nowPlan(formatDay(plan.from))}`
          : words.nowLead;
  const views: readonly View[] = plan ? ['plan', 'departments', 'counters'] : ['departments', 'counters'];
  const start = (task: Task): void => {
    setTold(null);
    setOpen({ what: 'task', task });
  };
  const later = (): void => setOpen(null);
  const took = (): void => {
    if (desk.draft !== draft) setChosen('plan');
    setOpen(null);
  };
  const done = (from: string | null): void => {
    desk.discard();
    setOpen(null);
    setChosen(from === null ? 'departments' : 'plan');
    setTold({ from });
    void resources.load(address);
  };
  const conflict = (): void => {
    setOpen(null);
    setTold('conflict');
    void resources.load(address);
  };
  return (
    <div className="frame registry">
      <main className="main">
        <header className="page-head registry-head">
          <h1>{title}</h1>
          <nav className="views" aria-label={words.viewsName}>
            {views.map((each) => (
              <button key={each} type="button" aria-pressed={each === shown} onClick={() => setChosen(each)}>
                {words.views[each]}
              </button>
            ))}
          </nav>
          <p className="lead">{lead}</p>
        </header>
        {desk.isGone && <p className="banner">{words.draftGone}</p>}
        {told === 'conflict' ? (
          <p className="banner calls" role="alert">
            <Icon name="alert" />
            <span>
              <b>{words.conflict}</b> {words.conflictText}
            </span>
          </p>
        ) : told ? (
          <p className="banner" role="status">
            {told.from === null ? words.doneNow : words.done(formatDay(told.from))}
          </p>
        ) : null}
        {shown === 'plan' && plan ? (
          <PlanColumns plan={plan} />
        ) : shown === 'counters' ? (
          <CountersView view={view} onTask={start} desk={desk} onDrafted={() => setChosen('plan')} />
        ) : (
          <DepartmentsView view={view} onTask={start} />
        )}
      </main>
      <RegistryRail
        view={view}
        plan={plan}
        draft={draft}
        isPlanShown={shown === 'plan'}
        onTask={start}
        onOpen={(what) => setOpen({ what })}
      />
      {open?.what === 'task' && <TaskDialog task={open.task} view={view} desk={desk} onLater={took} />}
      {open?.what === 'edit' && draft && <EditDialog view={view} draft={draft} desk={desk} onLater={later} />}
      {open?.what === 'apply' && draft && (
        <ApplyDialog
          view={view}
          draft={draft}
          at={Date.now()}
          onLater={later}
          onDone={done}
          onConflict={conflict}
        />
      )}
      {open?.what === 'moved' && plan && (
        <MovedDialog plan={plan} nameOf={nameIn(view, draft?.preview.changes)} onLater={later} />
      )}
    </div>
  );
};

/** Who becomes whom, from which day, what will the next table look like? */
export const RegistryPage = () => {
  const resource = useResource('GET /api/registry');
  return <Loading of={resource}>{(view) => <Page view={view} address={resource.address} />}</Loading>;
};
