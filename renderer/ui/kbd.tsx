import styles from './kbd.module.css';

/** Keys to press: "g t" is one after the other, "Ctrl+K" is together. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className={styles.keys}>
      {keys.split(' ').map((key, index) => (
        <kbd key={index} className={styles.kbd} style={index > 0 ? { marginLeft: 3 } : undefined}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
