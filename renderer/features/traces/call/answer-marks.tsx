import type { Passages } from '../passages/find.ts';
import styles from './call.module.css';
import { piecesOf } from './excerpts.ts';

interface AnswerMarksProps {
  found: Passages;
  at: number | null;
  onGo: (link: number) => void;
}

/** The answer with a mark on each stretch that leads to a passage. One stretch may lead to several. */
export function AnswerMarks({ found: { answer, links }, at, onGo }: AnswerMarksProps) {
  const pieces = piecesOf(
    answer,
    links.map((link) => link.answer),
  );
  return (
    <div className={styles.text}>
      {pieces.map(({ text, from, link }) => {
        if (link === null) return <span key={from}>{text}</span>;
        const [start, end] = links[link]!.answer;
        const more = links.flatMap(({ answer: own }, index) =>
          index !== link && own[0] === start && own[1] === end ? [index] : [],
        );
        return (
          <span key={from}>
            {[link, ...more].map((index) => (
              <button
                key={index}
                type="button"
                className={styles.mark}
                data-how={links[index]!.how}
                data-answer={index}
                data-here={at === index || undefined}
                title={links[index]!.how === 'cited' ? 'Cited by the model' : 'A guess by the same words'}
                onClick={() => onGo(index)}
              >
                {index === link && text}
                <sup>{index + 1}</sup>
              </button>
            ))}
          </span>
        );
      })}
    </div>
  );
}
