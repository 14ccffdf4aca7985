import { useId, useState } from 'react';
import { Icon } from './icon.tsx';

/** Something that is shown once: it stands in a field, so that it can be selected, and has a button that copies it. */
export const SecretBox = ({
  label,
  secret,
  copy,
  copied,
}: {
  readonly label: string;
  readonly secret: string;
  readonly copy: string;
  readonly copied: string;
}) => {
  const id = useId();
  const [isCopied, setIsCopied] = useState(false);
  // Without the clipboard (a page without TLS) the field is selected, ready for Ctrl+C.
  const take = async (): Promise<void> => {
    const field = document.getElementById(id);
    if (field instanceof HTMLInputElement) field.select();
    try {
      await navigator.clipboard.writeText(secret);
      setIsCopied(true);
    } catch {
      setIsCopied(false);
    }
  };
  return (
    <div className="field secret-box">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input id={id} className="input" readOnly value={secret} onFocus={({ target }) => target.select()} />
      <div className="secret-copy">
        <button type="button" className="button" data-first="" onClick={() => void take()}>
          <Icon name="copy" />
          {copy}
        </button>
        <span role="status" className="soft">
          {isCopied && copied}
        </span>
      </div>
    </div>
  );
};
