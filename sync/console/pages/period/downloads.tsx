import type { FileFormat } from '../../../centre/api/report.ts';
import { Icon } from '../../parts/icon.tsx';
import { addressOf } from '../../state/address.ts';
import { useWords } from '../../state/console.ts';

const formats: readonly FileFormat[] = ['docx', 'pdf', 'xlsx', 'csv'];
const hrefFor = (label: string, format: FileFormat): string =>
  addressOf('GET /api/periods/:label/files/:format', { params: { label, format } });

/** Drafts carry `du-thao` in the file name, which the centre gives; the page in the file is always the form. */
export const Downloads = ({
  label,
  title,
  isFirstFocused = false,
}: {
  readonly label: string;
  readonly title?: string;
  readonly isFirstFocused?: boolean;
}) => {
  const { period: words } = useWords();
  return (
    <div className="downloads">
      {title && <p className="caption">{title}</p>}
      <div className="button-row even">
        {formats.map((format, place) => (
          <a
            key={format}
            className="button"
            href={hrefFor(label, format)}
            download=""
            aria-label={words.download(format.toUpperCase())}
            data-landing={isFirstFocused && place === 0 ? '' : undefined}
          >
            {format.toUpperCase()}
          </a>
        ))}
      </div>
    </div>
  );
};

/** On the phone one button opens the four. */
export const PhoneDownloads = ({ label }: { readonly label: string }) => {
  const { period: words } = useWords();
  return (
    <details className="phone-downloads">
      <summary className="button tall">
        <Icon name="download" />
        {words.downloads}
      </summary>
      <div className="phone-formats">
        {formats.map((format) => (
          <a key={format} className="button" href={hrefFor(label, format)} download="">
            {format.toUpperCase()}
          </a>
        ))}
      </div>
    </details>
  );
};
