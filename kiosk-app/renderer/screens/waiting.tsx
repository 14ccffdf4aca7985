import { usePage } from '../parts/page-context.ts';
import { OpenLotus } from '../pictograms/scenes.tsx';
import { catalogue } from '../words/catalogue.ts';

/** The invitation on the water, in every language the kiosk speaks, the present one first. */
export const Invitation = () => {
  const spoken = usePage((state) => state.snapshot?.languages ?? ['vi' as const]);
  const language = usePage((state) => state.language);
  return (
    <aside className="invitation">
      <p className="invitation-words">
        {spoken.map((one) => (
          <span key={one} lang={one} className={one === language ? 'invitation-chosen' : ''}>
            {catalogue[one].words.waiting.invitation}{' '}
          </span>
        ))}
      </p>
      <OpenLotus />
    </aside>
  );
};
