import FlaskConical from 'lucide-react/icons/flask-conical';
import { Link } from 'wouter';
import type { LevelRule } from '../../../electron/shared/curriculum.ts';
import { freshnessText } from '../../../electron/shared/skill-words.ts';
import { PriorityBadge, Stones, Tooltip, VisuallyHidden } from '../../ui/index.ts';
import { showHours } from '../practice/show-time.ts';
import { useArrowFocus } from '../../parts/use-arrow-focus.ts';
import { BANDS, bandOf, type SkillRow } from './select.ts';
import styles from './skills.module.css';
import { BAND_TEXT, requirementText } from './wording.ts';

interface MatrixProps {
  rows: readonly SkillRow[];
  levels: readonly LevelRule[];
  /** One band per priority; false shows one grid in the order given. */
  banded: boolean;
}

/** The skills as cards. Arrow keys move between them, Enter opens one. */
export function Matrix({ rows, levels, banded }: MatrixProps) {
  const arrows = useArrowFocus();
  const top = Math.max(4, ...levels.map((rule) => rule.level));
  const cards = (list: readonly SkillRow[]) => (
    <ul className={styles.cards}>
      {list.map((row) => (
        <SkillCard
          key={row.skill.id}
          row={row}
          top={top}
          badge={!banded}
          title={levels.find((l) => l.level === row.standing.level)?.title}
        />
      ))}
    </ul>
  );
  if (!banded) {
    return (
      <div ref={arrows}>
        <VisuallyHidden>
          <h2>Skills in the chosen order</h2>
        </VisuallyHidden>
        {cards(rows)}
      </div>
    );
  }
  const bands = BANDS.map((band) => ({ band, list: rows.filter((row) => bandOf(row.skill) === band) }));
  return (
    <div className={styles.matrix} ref={arrows}>
      {bands
        .filter(({ list }) => list.length > 0)
        .map(({ band, list }) => (
          <section key={band} className={styles.band} data-band={band} aria-label={BAND_TEXT[band].title}>
            <div className={styles.bandHead}>
              <PriorityBadge priority={band === 'base' ? null : band} />
              <h2>{BAND_TEXT[band].title}</h2>
              <p>{BAND_TEXT[band].what}</p>
            </div>
            {cards(list)}
          </section>
        ))}
    </div>
  );
}

interface SkillCardProps {
  row: SkillRow;
  top: number;
  /** Whether the card says its priority; in a band the band does. */
  badge: boolean;
  title: string | undefined;
}

function SkillCard({ row, top, badge, title }: SkillCardProps) {
  const { skill, standing } = row;
  const passed = standing.labs.filter((lab) => lab.state === 'passed').length;
  const next = standing.missing[0];
  return (
    <li className={styles.card}>
      <div className={styles.cardHead}>
        <h3>
          <Link href={`/skills/${skill.id}`} data-arrow-stop="">
            {skill.title}
          </Link>
        </h3>
        {badge && <PriorityBadge priority={skill.priority} />}
      </div>
      <p className={styles.why}>{skill.why}</p>
      <div className={styles.cardFoot}>
        <Tooltip content={next ? `Next: ${requirementText(next)}` : 'The highest level'}>
          <span className={styles.level}>
            <Stones label="Level" value={standing.level} max={top} />
            {title}
          </span>
        </Tooltip>
        {standing.freshness !== null && standing.freshness < 0.7 && (
          <span className={styles.fading}>{freshnessText(standing.freshness)}</span>
        )}
        <span className="mono">{standing.seconds > 0 ? `${showHours(standing.seconds)} h` : '0 h'}</span>
        {standing.labs.length > 0 && (
          <span className={styles.labs}>
            <FlaskConical aria-hidden="true" />
            {passed}/{standing.labs.length}
            <VisuallyHidden> labs passed</VisuallyHidden>
          </span>
        )}
      </div>
    </li>
  );
}
