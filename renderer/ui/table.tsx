import type { ReactNode } from 'react';
import styles from './table.module.css';

/** A table with a caption for screen readers. Mark numeric cells with `data-numeric`. */
export function Table({
  caption,
  head,
  children,
}: {
  caption: string;
  head: ReactNode;
  children: ReactNode;
}) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls sideways, so the keyboard must reach it
    <div className={styles.wrap} role="region" aria-label={caption} tabIndex={0}>
      <table className={styles.table} aria-label={caption}>
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** One heading of a column: a name, a name above numbers, or a name that only screen readers hear. */
export type Heading = string | { numeric: string } | { unseen: string };

/** The headings of a table, left to right. */
export function Headings({ of }: { of: readonly Heading[] }) {
  return of.map((heading) => {
    if (typeof heading === 'string') {
      return (
        <th key={heading} scope="col">
          {heading}
        </th>
      );
    }
    if ('numeric' in heading) {
      return (
        <th key={heading.numeric} scope="col" data-numeric="">
          {heading.numeric}
        </th>
      );
    }
    return (
      <th key={heading.unseen} scope="col">
        <span className="sr">{heading.unseen}</span>
      </th>
    );
  });
}
