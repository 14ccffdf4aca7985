/** The frame of every message: words on the sky, a picture beside or under them, a key where something can be done. */
export const Message = (props: {
  readonly picture?: React.ReactNode;
  readonly title: string;
  readonly action?: React.ReactNode;
  readonly children?: React.ReactNode;
}) => (
  <main className="message">
    {props.picture}
    <div className="message-column">
      <div className="message-words" role="status">
        <h2 className="message-title">{props.title}</h2>
        {props.children}
      </div>
      {props.action ? <div className="message-action">{props.action}</div> : null}
    </div>
  </main>
);

export const Lines = ({ text }: { readonly text: readonly string[] }) => (
  <p className="message-text">
    {text.map((line) => (
      <span key={line} className="message-line">
        {line}{' '}
      </span>
    ))}
  </p>
);

export const MessageKey = (props: {
  readonly className: string;
  readonly onPress: () => void;
  readonly children: React.ReactNode;
}) => (
  <button type="button" className={`message-key ${props.className}`} onClick={props.onPress}>
    <span className="message-key-plinth" />
    <span className="message-key-face">{props.children}</span>
  </button>
);

export const StaffCode = ({ word, code }: { readonly word: string; readonly code: string }) => (
  <p className="staff-code">
    <span className="staff-code-part">{word} </span>
    <strong className="staff-code-part" lang="en">
      {code}
    </strong>
  </p>
);
