import type { Excluded } from '../../../centre/api/report.ts';
import { formatCount } from '../../format/numbers.ts';
import { useWords } from '../../state/console.ts';

export const excludedTotal = ({ repeat, withdrawn, selfTest, void: voided }: Excluded): number =>
  repeat + withdrawn + selfTest + voided;

/** What was left out of the table, by reason. Excluded is not deleted. */
export const ExcludedSums = ({ excluded }: { readonly excluded: Excluded }) => {
  const { period: words } = useWords();
  return (
    <>
      <h3>{words.excluded(formatCount(excludedTotal(excluded)))}</h3>
      <table className="sums">
        <tbody>
          {(['repeat', 'withdrawn', 'selfTest', 'void'] as const).map((kind) => (
            <tr key={kind}>
              <th scope="row">{words[kind]}</th>
              <td className="num">{formatCount(excluded[kind])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};
