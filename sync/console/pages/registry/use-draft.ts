import { useCallback, useEffect, useState } from 'react';
import type { RegistryChange, RegistryPreview, RegistryView } from '../../../centre/api/registry.ts';
import { addressOf } from '../../state/address.ts';
import { useConsole, useMe, useWords } from '../../state/console.ts';
import type { Server } from '../../state/server.ts';
import { registryProblem } from './registry-problem.ts';
import { nameIn } from './standing.ts';

const key = 'mot-cham/registry-draft';

interface Kept {
  readonly person: string;
  readonly draftedOn: string;
  readonly changes: readonly RegistryChange[];
}

export interface Draft {
  readonly draftedOn: string;
  readonly preview: RegistryPreview;
}

export interface DraftDesk {
  readonly draft: Draft | null;
  readonly isGone: boolean;
  /** Puts a whole set of changes before the centre; answers what is wrong with it, or null when it is the draft now. */
  propose(changes: readonly RegistryChange[]): Promise<string | null>;
  /** The same, with changes added to what is drafted already. */
  add(changes: readonly RegistryChange[]): Promise<string | null>;
  discard(): void;
}

const readKept = (person: string): Kept | null => {
  try {
    const kept: Kept | null = JSON.parse(window.localStorage.getItem(key) ?? 'null');
    return kept?.person === person ? kept : null;
  } catch {
    return null;
  }
};

type Previewed =
  | { readonly ok: true; readonly preview: RegistryPreview }
  | { readonly ok: false; readonly failed: Parameters<typeof registryProblem>[0] };

const previewOf = async (server: Server, changes: readonly RegistryChange[]): Promise<Previewed> => {
  const answer = await server.ask('POST /api/registry/preview', { body: { changes } });
  return answer.ok ? { ok: true, preview: answer.value } : { ok: false, failed: answer };
};

/**
 * A set of changes that was not applied yet. It waits on this machine for the person who drafted it, and is worked out anew
 * whenever the registry became another.
 */
export const useDraft = (view: RegistryView): DraftDesk => {
  const { server, resources } = useConsole();
  const { registry: words } = useWords();
  const { person } = useMe();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [isGone, setIsGone] = useState(false);
  const { mark, today } = view;

  const discard = useCallback((): void => {
    window.localStorage.removeItem(key);
    setDraft(null);
  }, []);

  useEffect(() => {
    const kept = readKept(person);
    if (!kept) return;
    let isHere = true;
    void previewOf(server, kept.changes).then((answer) => {
      if (!isHere) return;
      if (answer.ok) {
        // The page shows an older registry than the one that this was worked out from.
        if (answer.preview.mark !== mark) void resources.load(addressOf('GET /api/registry'));
        return setDraft({ draftedOn: kept.draftedOn, preview: answer.preview });
      }
      // The centre did not take it any more; when it could only not be reached, the draft waits.
      if (answer.failed.status !== 422 && answer.failed.status !== 400) return;
      discard();
      setIsGone(true);
    });
    return () => {
      isHere = false;
    };
  }, [server, resources, person, discard, mark]);

  const propose = async (changes: readonly RegistryChange[]): Promise<string | null> => {
    const answer = await previewOf(server, changes);
    if (!answer.ok) return registryProblem(answer.failed, words, nameIn(view, changes));
    const draftedOn = draft?.draftedOn ?? today;
    const kept: Kept = { person, draftedOn, changes: answer.preview.changes };
    window.localStorage.setItem(key, JSON.stringify(kept));
    setIsGone(false);
    setDraft({ draftedOn, preview: answer.preview });
    return null;
  };
  return {
    draft,
    isGone,
    propose,
    add: (changes) => propose([...(draft?.preview.changes ?? []), ...changes]),
    discard,
  };
};
