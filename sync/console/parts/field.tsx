import { type InputHTMLAttributes, type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { Icon } from './icon.tsx';

interface FieldParts {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | null;
}

/** A label, its input, and under it what is wrong, with an example. */
export const TextField = ({
  label,
  hint,
  error,
  className = '',
  autoFocus = false,
  ...input
}: FieldParts & InputHTMLAttributes<HTMLInputElement>) => {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  // The attribute works once, in the page as it was loaded; a step that comes later takes the keyboard itself.
  useLayoutEffect(() => {
    if (autoFocus) box.current?.focus();
  }, [autoFocus]);
  // What is wrong comes with an example of its own: it takes the hint's place.
  const told = error ? `${id}-e` : hint ? `${id}-h` : undefined;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        {...input}
        ref={box}
        id={id}
        className={`input ${className}`}
        aria-invalid={error ? true : undefined}
        aria-describedby={told}
      />
      <FieldError id={`${id}-e`} error={error} />
      {hint && !error && (
        <p className="field-hint" id={`${id}-h`}>
          {hint}
        </p>
      )}
    </div>
  );
};

export const FieldError = ({
  id,
  error,
}: {
  readonly id?: string;
  readonly error?: string | null | undefined;
}) =>
  error ? (
    <p className="field-error" id={id} role="alert">
      <Icon name="alert" />
      <span>{error}</span>
    </p>
  ) : null;

export const SelectField = ({
  label,
  value,
  onChange,
  options,
  error,
  disabled = false,
}: Omit<FieldParts, 'hint'> & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly disabled?: boolean;
}) => {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <div className="select">
        <select
          id={id}
          className="input"
          value={value}
          disabled={disabled}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-e` : undefined}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="down" />
      </div>
      <FieldError id={`${id}-e`} error={error} />
    </div>
  );
};

export const TextArea = ({
  label,
  value,
  onChange,
  error,
  hint,
  isFirst = false,
}: FieldParts & {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Where the focus of a dialog starts. */
  readonly isFirst?: boolean;
}) => {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <textarea
        id={id}
        className="input"
        data-first={isFirst ? '' : undefined}
        rows={2}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-e` : hint ? `${id}-h` : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      <FieldError id={`${id}-e`} error={error} />
      {hint && !error && (
        <p className="field-hint" id={`${id}-h`}>
          {hint}
        </p>
      )}
    </div>
  );
};
