import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ReviewView } from '../../../../electron/shared/review.ts';
import { showCost, showTokens, standingLine } from '../../../../electron/shared/review-markdown.ts';
import { formatDate, formatDuration } from '../../../../electron/shared/time.ts';
import { Card, Progress, Headings, Table } from '../../../ui/index.ts';
import { ACTIVITIES } from '../../practice/use-names.ts';
import styles from './review.module.css';

/** A whole week of small things would bury what matters. */
const MOST_UPCOMING = 6;

const activityTitle = (value: string): string =>
  ACTIVITIES.find((activity) => activity.value === value)?.title ?? value;

/** A list with a heading; nothing at all when it is empty. */
function Part({ title, children }: { title: string; children: ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <div className={styles.part}>
      <h3>{title}</h3>
      <ul>{children}</ul>
    </div>
  );
}

export function DoneCard({ view }: { view: ReviewView }) {
  const { facts, due, sessions, days, activities, highlights } = view;
  return (
    <Card title="Done">
      <p className={styles.standing}>{standingLine(view)}</p>
      {due !== null && due > 0 && <Progress label="Of what was planned" value={facts.seconds} max={due} />}
      {sessions === 0 && <p className="muted">No practice is logged for these days.</p>}
      {sessions > 0 && (
        <p className="muted">
          {sessions} {sessions === 1 ? 'session' : 'sessions'} on {days} {days === 1 ? 'day' : 'days'}
        </p>
      )}
      <div className={styles.columns}>
        <Part title="By skill">
          {facts.skills.map(({ title, seconds }) => (
            <Line key={title} name={title} value={formatDuration(seconds)} />
          ))}
        </Part>
        <Part title="By kind of work">
          {activities.map(({ activity, seconds }) => (
            <Line key={activity} name={activityTitle(activity)} value={formatDuration(seconds)} />
          ))}
        </Part>
      </div>
      <Part title="Labs">
        {facts.labs.map(({ title, steps }) => (
          <Line key={title} name={title} value={`${steps} ${steps === 1 ? 'step' : 'steps'} passed`} />
        ))}
      </Part>
      <Part title="Targets done">
        {facts.targets.map((title) => (
          <li key={title}>{title}</li>
        ))}
      </Part>
      <Part title="Evidence">
        {facts.evidence.map(({ target, value }) => (
          <li key={`${target} ${value}`}>
            {target}: <span className="muted">{value}</span>
          </li>
        ))}
      </Part>
      <Part title="Longest sessions">
        {highlights.map(({ date, seconds, note }) => (
          <li key={`${date} ${note}`} className={styles.highlight}>
            <span className="muted">
              {formatDate(date)}, {formatDuration(seconds)}
            </span>
            <span>{note}</span>
          </li>
        ))}
      </Part>
    </Card>
  );
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <li className={styles.line}>
      <span>{name}</span>
      <span className="mono">{value}</span>
    </li>
  );
}

export function LearnedCard({ view: { levels, notes, facts } }: { view: ReviewView }) {
  const isEmpty = levels.length + notes.length + facts.reading.length === 0;
  return (
    <Card title="Learned">
      {isEmpty && (
        <p className="muted">
          No note, no reading and no new level in these days. The Friday note takes twenty minutes:{' '}
          <Link href="/rhythm/notes">write one</Link>.
        </p>
      )}
      <Part title="Levels reached">
        {levels.map(({ skill, level, on }) => (
          <Line key={`${skill} ${level}`} name={`${skill}, level ${level}`} value={formatDate(on)} />
        ))}
      </Part>
      <Part title="Notes">
        {notes.map(({ id, title, finished }) => (
          <li key={id}>
            <Link href={`/rhythm/notes/${id}`}>{title || 'Untitled'}</Link>
            {!finished && <span className="muted"> (draft)</span>}
          </li>
        ))}
      </Part>
      <Part title="Reading">
        {facts.reading.map(({ title, read, takeaways }) => (
          <li key={title}>
            {title} <span className="muted">({read ? 'read' : 'reading'})</span>
            {takeaways && <p className="muted">{takeaways.split('\n', 1)[0]}</p>}
          </li>
        ))}
      </Part>
    </Card>
  );
}

export function SpentCard({ view: { models } }: { view: ReviewView }) {
  return (
    <Card title="Spent on models" flush={models.length > 0}>
      {models.length === 0 && <p className="muted">No model was called in these days.</p>}
      {models.length > 0 && (
        <Table
          caption="Models called"
          head={
            <Headings
              of={[
                'Model',
                { numeric: 'Calls' },
                { numeric: 'Tokens in' },
                { numeric: 'Tokens out' },
                { numeric: 'Cost' },
              ]}
            />
          }
        >
          {models.map(({ model, calls, inputTokens, outputTokens, costUsd }) => (
            <tr key={model}>
              <td>{model}</td>
              <td data-numeric="">{calls}</td>
              <td data-numeric="">{showTokens(inputTokens)}</td>
              <td data-numeric="">{showTokens(outputTokens)}</td>
              <td data-numeric="">{showCost(costUsd)}</td>
            </tr>
          ))}
        </Table>
      )}
    </Card>
  );
}

export function NextCard({ view: { next, upcoming, atRisk } }: { view: ReviewView }) {
  if (next.length + upcoming.length + atRisk.length === 0) return null;
  return (
    <Card title="Next">
      <Part title="Best next steps">
        {next.map(({ id, title, reason, to }) => (
          <li key={id} className={styles.highlight}>
            <Link href={to}>{title}</Link>
            <span className="muted">{reason}</span>
          </li>
        ))}
      </Part>
      <Part title="May come late">
        {atRisk.map(({ title, dueOn }) => (
          <Line key={title} name={title} value={`planned for ${formatDate(dueOn)}`} />
        ))}
      </Part>
      <Part title="Coming up">
        {upcoming.slice(0, MOST_UPCOMING).map(({ title, when }) => (
          <Line key={`${title} ${when}`} name={title} value={when} />
        ))}
      </Part>
      {upcoming.length > MOST_UPCOMING && (
        <p className={styles.more}>
          <Link href="/rhythm">All {upcoming.length} in the rhythm</Link>
        </p>
      )}
    </Card>
  );
}
