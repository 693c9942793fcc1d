import ArrowUpRight from 'lucide-react/icons/arrow-up-right';
import Check from 'lucide-react/icons/check';
import X from 'lucide-react/icons/x';
import type { ReactNode } from 'react';
import { Link, useParams } from 'wouter';
import type { Curriculum, Tool } from '../../../electron/shared/curriculum.ts';
import { useData } from '../../api/index.ts';
import { ButtonLink, Card, cx, EmptyState, ErrorNote, Page, Skeleton, StatusBadge } from '../../ui/index.ts';
import { showMonth } from '../../parts/dates.ts';
import { LabRefs, SkillRefs } from '../../parts/refs.tsx';
import styles from './tools.module.css';

const PARENT = { to: '/tools', title: 'Tools' };

/** One entry of the tool guide. */
export default function ToolPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useData('curriculum', 'get');
  const tool = data?.tools.find((entry) => entry.id === id);
  if (data && !tool) {
    return (
      <Page title="No such tool" parent={PARENT}>
        <EmptyState
          title={`The guide has no tool "${id}"`}
          actions={<ButtonLink to="/tools">All tools</ButtonLink>}
        />
      </Page>
    );
  }
  return (
    <Page
      title={tool?.title ?? 'Tool'}
      parent={PARENT}
      lead={tool?.purpose ?? '\u00a0'}
      actions={tool && <Site url={tool.url} />}
    >
      {error && !tool && <ErrorNote error={error} retry={() => void refetch()} />}
      {!tool && !error && <Skeleton height={360} />}
      {tool && data && (
        <div className={styles.columns}>
          <Verdict tool={tool} curriculum={data} />
          <Belongs tool={tool} curriculum={data} />
        </div>
      )}
    </Page>
  );
}

function Site({ url }: { url: string }) {
  return (
    <a className={styles.site} href={url} target="_blank" rel="noopener noreferrer">
      {new URL(url).hostname.replace(/^www\./, '')}
      <ArrowUpRight aria-hidden="true" size={15} />
    </a>
  );
}

function Verdict({ tool, curriculum }: { tool: Tool; curriculum: Curriculum }) {
  const { status } = tool;
  const replacements = curriculum.tools.filter((entry) => status.replacedBy.includes(entry.id));
  return (
    <div className="stack">
      <Card
        title={`Status, ${showMonth(status.asOf)}`}
        actions={<StatusBadge status={status.state} />}
        className={cx(status.state !== 'active' && styles.warned)}
      >
        <p>{status.note}</p>
        {replacements.length > 0 && (
          <p className={styles.replaced}>
            Replaced by{' '}
            {replacements.map((entry, index) => (
              <span key={entry.id}>
                {index > 0 && ', '}
                <Link href={`/tools/${entry.id}`}>{entry.title}</Link>
              </span>
            ))}
            .
          </p>
        )}
      </Card>
      <div className={styles.choice}>
        <When title="Take it when" kind="take" icon={<Check aria-hidden="true" />}>
          {tool.takeWhen}
        </When>
        <When title="Leave it when" kind="avoid" icon={<X aria-hidden="true" />}>
          {tool.avoidWhen}
        </When>
      </div>
      <SameLayer tool={tool} curriculum={curriculum} />
    </div>
  );
}

function When(props: { title: string; kind: 'take' | 'avoid'; icon: ReactNode; children: string }) {
  return (
    <section className={styles.when} data-kind={props.kind}>
      <h2>
        {props.icon}
        {props.title}
      </h2>
      <p>{props.children}</p>
    </section>
  );
}

function Belongs({ tool, curriculum }: { tool: Tool; curriculum: Curriculum }) {
  const catalogue = useData('labs', 'catalogue').data;
  return (
    <div className="stack">
      <Card title="Skills it belongs to">
        <SkillRefs ids={tool.skills} skills={curriculum.skills} />
      </Card>
      <Card title="Labs">
        <LabRefs ids={tool.labs} refs={curriculum.labs} catalogue={catalogue} />
      </Card>
    </div>
  );
}

/** The question that the tool answers, and what else answers it. */
function SameLayer({ tool, curriculum }: { tool: Tool; curriculum: Curriculum }) {
  const layer = curriculum.layers.find((entry) => entry.id === tool.layer);
  const neighbours = curriculum.tools.filter((entry) => entry.layer === tool.layer && entry.id !== tool.id);
  if (!layer) return null;
  return (
    <Card title={`Layer: ${layer.title}`}>
      <p className={styles.question}>{layer.question}</p>
      <p className={styles.what}>{layer.what}</p>
      {neighbours.length > 0 && (
        <ul className={styles.neighbours} aria-label="Other tools of this layer">
          {neighbours.map((entry) => (
            <li key={entry.id}>
              <Link href={`/tools/${entry.id}`}>{entry.title}</Link>
              {entry.status.state !== 'active' && <StatusBadge status={entry.status.state} />}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
