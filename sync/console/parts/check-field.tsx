import { type ReactNode, useId } from 'react';

/** A box to tick with its words beside it; the whole line can be pressed. */
export const CheckField = ({
  label,
  isOn,
  onChange,
  hint,
}: {
  readonly label: ReactNode;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly hint?: string;
}) => {
  const id = useId();
  return (
    <p className="check">
      <input
        type="checkbox"
        id={id}
        checked={isOn}
        aria-describedby={hint ? `${id}-h` : undefined}
        onChange={({ target }) => onChange(target.checked)}
      />
      <label htmlFor={id}>{label}</label>
      {hint && (
        <span className="field-hint" id={`${id}-h`}>
          {hint}
        </span>
      )}
    </p>
  );
};
