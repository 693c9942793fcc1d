import Check from 'lucide-react/icons/check';
import Minus from 'lucide-react/icons/minus';
import type { Provider } from '../../../electron/shared/models.ts';
import { count } from './amounts.ts';
import styles from './models.module.css';

/** What a model can and cannot do, where its provider says so. */
export function Abilities({ provider }: { provider: Provider }) {
  const card = provider.models.find((model) => model.card)?.card;
  if (!card) return null;
  return (
    <div className={styles.abilities}>
      <div>
        <h3>Good at</h3>
        <ul>
          {card.abilities.map((ability) => (
            <li key={ability}>
              <Check aria-hidden="true" />
              {ability}
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h3>Weak at</h3>
        <ul>
          {card.weakSpots.map((spot) => (
            <li key={spot}>
              <Minus aria-hidden="true" />
              {spot}
            </li>
          ))}
        </ul>
        <p>It reads {count(card.contextTokens)} tokens at once, prompt and answer together.</p>
      </div>
    </div>
  );
}
