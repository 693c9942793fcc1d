import { readOutline, type OutlineItem } from './outline.ts';
import styles from './roadmap.module.css';

/** The text alternative of a drawing, as nested lists. */
export function OutlineList({ text }: { text: string }) {
  const { lead, items } = readOutline(text);
  return (
    <div className={styles.outline}>
      {lead.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <Items items={items} />
    </div>
  );
}

function Items({ items }: { items: readonly OutlineItem[] }) {
  return (
    <ul>
      {items.map((item, index) => (
        <li key={index}>
          {item.text}
          {item.items.length > 0 && <Items items={item.items} />}
        </li>
      ))}
    </ul>
  );
}
