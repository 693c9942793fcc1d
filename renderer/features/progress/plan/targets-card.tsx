import { useState } from 'react';
import { Link } from 'wouter';
import type { Outlook } from '../../../../electron/shared/plan.ts';
import { RiskExplainer } from '../../../parts/explanations.tsx';
import { Badge, Button, Card, type Tone } from '../../../ui/index.ts';
import { showDate } from '../../practice/show-time.ts';
import type { PlanFacts } from './page.tsx';
import styles from './plan.module.css';

type Ahead = Outlook['targets'][number];

const RISK: Record<Ahead['risk'], { tone: Tone; text: string }> = {
  'at-risk': { tone: 'here', text: 'At risk' },
  tight: { tone: 'info', text: 'Tight' },
  'on-time': { tone: 'accent', text: 'On time' },
  unknown: { tone: 'outline', text: 'Not known yet' },
};
const FEW = 5;

/** The open targets, those at risk first, and what would close each gap. */
export function TargetsCard({ plan, path, outlook }: PlanFacts) {
  const [all, setAll] = useState(false);
  const order = ['at-risk', 'tight', 'on-time', 'unknown'];
  const targets = outlook.targets.toSorted((a, b) => order.indexOf(a.risk) - order.indexOf(b.risk));
  const shown = all ? targets : targets.slice(0, FEW);
  const titles = new Map(path.phases.flatMap((phase) => phase.targets).map((it) => [it.id, it.title]));
  const phases = new Map(path.phases.map((phase) => [phase.id, phase.title]));
  return (
    <Card
      flush
      title={
        <span className={styles.cardTitle}>
          Targets ahead <RiskExplainer />
        </span>
      }
      actions={<span className="muted">{summary(targets, plan.today)}</span>}
    >
      {targets.length === 0 && <p className={styles.empty}>Every target of the path is done.</p>}
      <ul className={styles.rows}>
        {shown.map((target) => (
          <li key={target.targetId}>
            <div className={styles.rowHead}>
              <Link href={`/roadmap?target=${target.targetId}`}>
                {titles.get(target.targetId) ?? target.targetId}
              </Link>
              <RiskBadge target={target} today={plan.today} />
            </div>
            <p className={styles.note}>
              {phases.get(target.phaseId)}, planned by {showDate(target.dueOn)}. {aheadText(target)}
            </p>
          </li>
        ))}
      </ul>
      {targets.length > FEW && (
        <p className={styles.more}>
          <Button size="sm" variant="ghost" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${targets.length}`}
          </Button>
        </p>
      )}
    </Card>
  );
}

/** A day that has passed is a fact and no risk. */
function RiskBadge({ target, today }: { target: Ahead; today: string }) {
  if (target.dueOn < today) return <Badge>Later than planned</Badge>;
  const { tone, text } = RISK[target.risk];
  return <Badge tone={tone}>{text}</Badge>;
}

function summary(targets: readonly Ahead[], today: string): string {
  const ahead = targets.filter(({ dueOn }) => dueOn >= today);
  const atRisk = ahead.filter(({ risk }) => risk === 'at-risk').length;
  if (ahead.length === 0) return '';
  return atRisk === 0 ? 'None at risk' : `${atRisk} of ${ahead.length} at risk`;
}

/** When it is likely done, and calmly, what would bring it in time. */
function aheadText({ forecast, hours, risk, minutesMore }: Ahead): string {
  const work = `About ${hours} h of work`;
  if (!forecast) return `${work}.`;
  const likely = `${work}, likely done around ${showDate(forecast.likely)}.`;
  if (risk !== 'at-risk' && risk !== 'tight') return likely;
  return minutesMore !== null && minutesMore > 0 && minutesMore <= 180
    ? `${likely} ${minutesMore} min a day more than lately closes the gap.`
    : likely;
}
