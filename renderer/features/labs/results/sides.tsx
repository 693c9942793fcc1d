import { useMemo } from 'react';
import { diffText, type Piece } from '../../../../electron/shared/diff/text.ts';
import { ScrollBox } from '../../models/scroll-box.tsx';
import styles from './sides.module.css';

/** Shorter values are read faster one below the other than with marks in them. */
const LONG = 60;

/** What a check expected and what came. When both are long, what differs is marked in both. */
export function Sides({ expected, actual }: { expected: string | undefined; actual: string | undefined }) {
  const isLong = expected !== undefined && actual !== undefined && isLongText(expected) && isLongText(actual);
  const diff = useMemo(() => (isLong ? diffText(expected, actual) : null), [isLong, expected, actual]);
  return (
    <>
      {expected !== undefined && <Side name="Expected" text={expected} pieces={diff?.left} look="missing" />}
      {actual !== undefined && <Side name="Came" text={actual} pieces={diff?.right} look="extra" />}
    </>
  );
}

const isLongText = (text: string): boolean => text.length > LONG || text.includes('\n');

interface SideProps {
  name: string;
  text: string;
  pieces: readonly Piece[] | undefined;
  look: 'missing' | 'extra';
}

function Side({ name, text, pieces, look }: SideProps) {
  return (
    <div className={styles.side}>
      <span>{name}</span>
      <ScrollBox label={name} className={styles.value}>
        {pieces
          ? pieces.map((piece, at) =>
              piece.changed ? (
                <mark key={at} className={styles[look]}>
                  {piece.text}
                </mark>
              ) : (
                piece.text
              ),
            )
          : text}
      </ScrollBox>
    </div>
  );
}
