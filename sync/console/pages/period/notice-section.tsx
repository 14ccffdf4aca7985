import type { LookBack } from '../../../centre/api/period.ts';
import { formatCount } from '../../format/numbers.ts';
import { useMay, useWords } from '../../state/console.ts';
import { NoticeFiles } from './notice-files.tsx';

/** What the departments are to be told, once a month; Hôm nay leads here while the period runs. */
export const NoticeSection = ({
  label,
  told,
}: {
  readonly label: string;
  readonly told: LookBack['dissatisfied'];
}) => {
  const { period: words } = useWords();
  const mayReport = useMay('report');
  const total = told.reduce((all, each) => all + each.total, 0);
  return (
    <section>
      <h2>{words.notice}</h2>
      <p>{total === 0 ? words.noNotice : words.noticeText(formatCount(total), told.length)}</p>
      {total > 0 && mayReport && <NoticeFiles label={label} notices={told} />}
    </section>
  );
};
