import { useRef } from 'react';
import { Icon, type IconName } from './icon.tsx';

const types: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Browsers name a file's type by what the machine has installed, or not at all; the centre asks for the real one. */
export const withType = (file: File): File => {
  const type = types[file.name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';
  return new File([file], file.name, { type });
};

/** A button that opens the machine's own file dialog. */
export const FilePicker = ({
  label,
  accept,
  onPick,
  className = 'button',
  icon,
}: {
  readonly label: string;
  readonly accept: string;
  readonly onPick: (file: File) => void;
  readonly className?: string;
  readonly icon?: IconName;
}) => {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" data-first="" className={className} onClick={() => input.current?.click()}>
        {icon && <Icon name={icon} />}
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) onPick(file);
        }}
      />
    </>
  );
};
