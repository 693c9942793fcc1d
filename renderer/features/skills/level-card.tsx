import type { LevelRule } from '../../../electron/shared/curriculum.ts';
import { freshnessText } from '../../../electron/shared/skill-words.ts';
import type { ReachedLevel, SkillStanding } from '../../../electron/shared/skills.ts';
import { formatDuration } from '../../../electron/shared/time.ts';
import { Card, Progress } from '../../ui/index.ts';
import { showAgo } from '../../parts/dates.ts';
import { LevelHistory, LevelRules } from './level-history.tsx';
import styles from './skill.module.css';
import { requirementShare, requirementText } from './wording.ts';

interface LevelCardProps {
  standing: SkillStanding & { history: readonly ReachedLevel[] };
  levels: readonly LevelRule[];
  today: string;
}

/** The level as a cairn of stones, what it means, and what would move it on. */
export function LevelCard({ standing, levels, today }: LevelCardProps) {
  const rule = levels.find((entry) => entry.level === standing.level);
  const next = levels.find((entry) => entry.level === standing.level + 1);
  return (
    <Card title="Where you stand" actions={<LevelRules levels={levels} hasLabs={standing.labs.length > 0} />}>
      <div className={styles.standing}>
        <Cairn level={standing.level} top={Math.max(4, ...levels.map((entry) => entry.level))} />
        <div>
          <p className={styles.levelTitle}>
            Level {standing.level}
            {rule && `: ${rule.title}`}
          </p>
          {rule && <p className={styles.meaning}>{rule.meaning}</p>}
        </div>
      </div>
      <dl className={styles.facts}>
        <div>
          <dt>Practice</dt>
          <dd>{standing.seconds > 0 ? formatDuration(standing.seconds) : 'none yet'}</dd>
        </div>
        <div>
          <dt>Sessions</dt>
          <dd>{standing.sessions}</dd>
        </div>
        <div>
          <dt>Last</dt>
          <dd>{standing.lastOn ? showAgo(standing.lastOn, today) : 'never'}</dd>
        </div>
        {standing.freshness !== null && (
          <div>
            <dt>Freshness</dt>
            <dd>{freshnessText(standing.freshness)}</dd>
          </div>
        )}
      </dl>
      {standing.missing.length > 0 && (
        <div className={styles.next}>
          <h3>
            What moves it to level {standing.level + 1}
            {next && `, ${next.title.toLowerCase()}`}
          </h3>
          <ul>
            {standing.missing.map((item) => (
              <li key={item.what}>
                <span>{requirementText(item)}</span>
                <span className="mono">{requirementShare(item)}</span>
                <div>
                  <Progress label={requirementText(item)} value={item.have} max={item.need} />
                </div>
              </li>
            ))}
          </ul>
        </div>
      )}
      {standing.missing.length === 0 && (
        <p className={styles.next}>This is the highest level. Pass it on to somebody.</p>
      )}
      <LevelHistory history={standing.history} levels={levels} />
    </Card>
  );
}

/** Stones laid one on the other, widest at the bottom; those still to come are outlines. */
function Cairn({ level, top }: { level: number; top: number }) {
  return (
    <div className={styles.cairn} role="img" aria-label={`Level ${level} of ${top}`}>
      {Array.from({ length: top }, (_, index) => {
        const stone = top - index;
        return (
          <span
            key={stone}
            className={styles.stone}
            data-laid={stone <= level || undefined}
            style={{ width: `${64 - stone * 9}px` }}
          />
        );
      })}
    </div>
  );
}
