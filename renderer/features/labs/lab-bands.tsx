import { PriorityBadge } from '../../ui/index.ts';
import { BAND_TEXT } from '../skills/wording.ts';
import { BANDS, bandOf, type Entry } from './catalogue.ts';
import { LabCard } from './lab-card.tsx';
import styles from './catalogue.module.css';

/** The labs by the highest priority of their skills, in each band what comes first on top. */
export function LabBands({ entries, all }: { entries: readonly Entry[]; all: readonly Entry[] }) {
  return BANDS.map((band) => {
    const labs = entries.filter((entry) => bandOf(entry) === band);
    if (labs.length === 0) return null;
    return (
      <section key={band} className={styles.band} data-band={band} aria-labelledby={`band-${band}`}>
        <div className={styles.bandHead}>
          <PriorityBadge priority={band === 'base' ? null : band} />
          <h2 id={`band-${band}`}>{BAND_TEXT[band].title}</h2>
          <p>{BAND_TEXT[band].what}</p>
        </div>
        <div className={styles.cards}>
          {labs.map(
            (entry) => entry.lab && <LabCard key={entry.id} lab={entry.lab} entry={entry} entries={all} />,
          )}
        </div>
      </section>
    );
  });
}
