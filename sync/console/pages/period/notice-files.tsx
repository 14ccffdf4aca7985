import type { DissatisfiedNotice } from '../../../centre/api/report.ts';
import { formatCount } from '../../format/numbers.ts';
import { OfficialName } from '../../parts/phrases.tsx';
import { addressOf } from '../../state/address.ts';
import { useWords } from '../../state/console.ts';

const key = 'GET /api/periods/:label/dissatisfied/files/:format';

/** What the departments are to be told: one document each, because nobody sees another's list, and all of them for the centre. */
export const NoticeFiles = ({
  label,
  notices,
}: {
  readonly label: string;
  readonly notices: readonly DissatisfiedNotice[];
}) => {
  const { period: words } = useWords();
  return (
    <ul className="entries notices">
      {notices.map(({ department: { id, name }, total }) => (
        <li key={id}>
          <p className="entry-head">
            <span>
              <OfficialName name={name} />: <b className="num">{words.total(formatCount(total))}</b>
            </span>
            <span>
              {(['docx', 'pdf'] as const).map((format) => (
                <a
                  key={format}
                  className="file-link"
                  download=""
                  aria-label={words.getNotice(format.toUpperCase(), name)}
                  href={addressOf(key, { params: { label, format }, query: { department: id } })}
                >
                  {format.toUpperCase()}
                </a>
              ))}
            </span>
          </p>
        </li>
      ))}
      <li>
        <p className="entry-head">
          <span>{words.allNotices}</span>
          <span>
            {(['docx', 'pdf', 'csv'] as const).map((format) => (
              <a
                key={format}
                className="file-link"
                download=""
                aria-label={words.getNotice(format.toUpperCase(), words.allNotices)}
                href={addressOf(key, { params: { label, format } })}
              >
                {format.toUpperCase()}
              </a>
            ))}
          </span>
        </p>
      </li>
    </ul>
  );
};
