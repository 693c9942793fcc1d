import { Link } from 'wouter';
import type { Tool } from '../../../electron/shared/curriculum.ts';
import { StatusBadge } from '../../ui/index.ts';
import type { Shelf } from './select.ts';
import styles from './tools.module.css';

interface StackLayerProps {
  shelf: Shelf;
  /** Every tool: to name what replaces one. */
  tools: readonly Tool[];
}

/** One layer: its question on the left, its tools on the right. */
export function StackLayer({ shelf: { layer, tools: own }, tools }: StackLayerProps) {
  return (
    <li className={styles.layer}>
      <div className={styles.layerHead}>
        <h2>{layer.title}</h2>
        <p className={styles.question}>{layer.question}</p>
        <p className={styles.what}>{layer.what}</p>
      </div>
      <ul className={styles.tools}>
        {own.map((tool) => (
          <ToolCard
            key={tool.id}
            tool={tool}
            replacement={tools.find((t) => tool.status.replacedBy.includes(t.id))}
          />
        ))}
      </ul>
    </li>
  );
}

function ToolCard({ tool, replacement }: { tool: Tool; replacement: Tool | undefined }) {
  const active = tool.status.state === 'active';
  return (
    <li className={styles.tool} data-state={tool.status.state}>
      <div className={styles.toolHead}>
        <h3>
          <Link href={`/tools/${tool.id}`} data-arrow-stop="">
            {tool.title}
          </Link>
        </h3>
        {!active && <StatusBadge status={tool.status.state} />}
      </div>
      <p>{tool.purpose}</p>
      {!active && replacement && <p className={styles.instead}>Take {replacement.title} instead</p>}
    </li>
  );
}
