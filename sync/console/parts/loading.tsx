import { type ReactNode, useEffect, useState } from 'react';
import { useConsole, useWords } from '../state/console.ts';
import type { Resource } from '../state/resources.ts';
import { Icon } from './icon.tsx';

const wordsAfterMs = 1_000;

const useIsLate = (askedAt: number | null): boolean => {
  const [late, setLate] = useState<number | null>(null);
  useEffect(() => {
    if (askedAt === null) return;
    const timer = window.setTimeout(() => setLate(askedAt), wordsAfterMs);
    return () => window.clearTimeout(timer);
  }, [askedAt]);
  return askedAt !== null && late === askedAt;
};

/**
 * Shows what is known. The last numbers stay while new ones are fetched and when that fails; words only after a second, and
 * never a spinner or grey boxes in place of numbers.
 */
export const Loading = <T,>({
  of: { value, askedAt, failure, address },
  children,
}: {
  readonly of: Resource<T> & { readonly address: string };
  readonly children: (value: T) => ReactNode;
}) => {
  const { resources } = useConsole();
  const { shell } = useWords();
  const isLate = useIsLate(askedAt);
  if (value !== null) return children(value);
  return (
    <main className="main loading">
      {failure ? (
        <div className="banner calls" role="alert">
          <Icon name="offline" />
          <div>
            <p>
              <b>{shell.failed}</b> {failure.status === 404 ? shell.notFound.text : shell.failedMore}
            </p>
            <button type="button" className="button" onClick={() => void resources.load(address)}>
              <Icon name="again" />
              {shell.retry}
            </button>
          </div>
        </div>
      ) : (
        <p className="soft" role="status">
          {isLate && shell.loading}
        </p>
      )}
    </main>
  );
};
