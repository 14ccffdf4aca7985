import type { CounterView, RegistryView } from '../../../centre/api/registry.ts';
import { CounterDialog } from './counter-dialog.tsx';
import { DepartmentDialog } from './department-dialog.tsx';
import { EndDialog } from './end-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { MergeDialog } from './merge-dialog.tsx';
import { SplitDialog } from './split-dialog.tsx';
import type { Standing } from './standing.ts';
import type { DraftDesk } from './use-draft.ts';

/** What can be added to a draft. */
export type Task =
  | { readonly task: 'merge' | 'split' | 'end' | 'import' }
  | { readonly task: 'department'; readonly of: Standing | null }
  | { readonly task: 'counter'; readonly of: CounterView | null };

export const TaskDialog = ({
  task,
  ...parts
}: {
  readonly task: Task;
  readonly view: RegistryView;
  readonly desk: DraftDesk;
  readonly onLater: () => void;
}) => {
  switch (task.task) {
    case 'merge':
      return <MergeDialog {...parts} />;
    case 'split':
      return <SplitDialog {...parts} />;
    case 'end':
      return <EndDialog {...parts} />;
    case 'import':
      return <ImportDialog {...parts} />;
    case 'department':
      return <DepartmentDialog {...parts} of={task.of} />;
    case 'counter':
      return <CounterDialog {...parts} of={task.of} />;
    default:
      return task satisfies never;
  }
};
