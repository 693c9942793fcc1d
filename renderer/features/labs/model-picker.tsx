import { useData } from '../../api/index.ts';
import { Select } from '../../ui/index.ts';
import { titleOf } from '../models/default-model.tsx';
import { modelOptions } from '../models/model-options.ts';
import type { ModelChoice } from './use-lab-commands.ts';
import styles from './workspace.module.css';

interface ModelPickerProps {
  value: ModelChoice;
  onChange: (value: ModelChoice) => void;
}

const DEFAULT = '';
const NONE = '-';

/** Which model a check or a run talks to. Without one, checks use scripted answers and a pass counts as "works". */
export function ModelPicker({ value, onChange }: ModelPickerProps) {
  const providers = useData('models', 'providers').data ?? [];
  const preferred = useData('models', 'default').data;
  const ready = preferred ? modelOptions(providers, preferred).filter((group) => group.ready) : [];
  const known = ready.flatMap((group) => group.models).some(({ ref }) => ref === value);
  // Chosen another day; its key may be gone since, and the check will say so.
  const isGone = typeof value === 'string' && !known;
  return (
    <Select
      aria-label="Model for the check"
      className={styles.picker}
      value={value === undefined ? DEFAULT : (value ?? NONE)}
      onChange={(event) => {
        const chosen = event.target.value;
        if (chosen === DEFAULT) onChange(undefined);
        else onChange(chosen === NONE ? null : chosen);
      }}
    >
      <option value={DEFAULT}>
        {preferred ? `Default: ${titleOf(providers, preferred)}` : 'Default model'}
      </option>
      {ready.map((group) => (
        <optgroup key={group.title} label={group.title}>
          {group.models.map((model) => (
            <option key={model.ref} value={model.ref}>
              {model.title}
            </option>
          ))}
        </optgroup>
      ))}
      {isGone && (
        <optgroup label="Not ready now">
          <option value={value}>{titleOf(providers, value)}</option>
        </optgroup>
      )}
      <optgroup label="Without a model">
        <option value={NONE}>Scripted answers only</option>
      </optgroup>
    </Select>
  );
}
