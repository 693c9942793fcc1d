import Check from 'lucide-react/icons/check';
import Minus from 'lucide-react/icons/minus';
import Shuffle from 'lucide-react/icons/shuffle';
import type { Ability, Provider } from '../../../electron/shared/models.ts';
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

const ICON = { yes: Check, translated: Shuffle, no: Minus } as const;

/** What a server makes of the parts of a request that servers differ in. Closed at first: it is for reference. */
export function ServerAbilities({ abilities }: { abilities: Ability[] | undefined }) {
  if (!abilities) return null;
  return (
    <details className={styles.serverAbilities}>
      <summary>What it can do</summary>
      <ul>
        {abilities.map(({ what, how, note }) => {
          const Icon = ICON[how];
          return (
            <li key={what} data-how={how}>
              <Icon aria-hidden="true" />
              <strong>{what}:</strong> <span>{how === 'no' ? `No: ${note}.` : note}</span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}
