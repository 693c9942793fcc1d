import type { Settings } from '../../../electron/shared/settings.ts';
import { api, haveAnswered, updateData, useChange, useData } from '../../api/index.ts';
import { ButtonLink, Card, ErrorNote, Page, Segmented, Select, Skeleton } from '../../ui/index.ts';
import { asOptions, useLanguages } from '../labs/use-languages.ts';
import { BackupsCard } from './backups-card.tsx';
import { DataCard } from './data-card.tsx';
import { Line } from './line.tsx';
import { OwnPaths } from './own-paths.tsx';
import { PlanSettings } from './plan-settings.tsx';
import styles from './settings.module.css';

const THEMES = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;
const ON_OFF = [
  { value: 'on', label: 'Look up' },
  { value: 'off', label: 'Off' },
] as const;
const FORMAT = [
  { value: 'on', label: 'Format' },
  { value: 'off', label: 'Off' },
] as const;
const ISOLATION = [
  { value: 'standard', label: 'Standard' },
  { value: 'strict', label: 'Strict' },
] as const;
const COACH = [
  { value: 'on', label: 'Coach' },
  { value: 'off', label: 'Off' },
] as const;
const IDLE_MINUTES = [0, 2, 3, 5, 10, 15, 30];
const HOURS = Array.from({ length: 13 }, (_, hour) => hour);

/** Everything that can be set, and where the data is. */
export default function SettingsPage() {
  const settings = useData('settings', 'get');
  const isReady = haveAnswered(
    settings,
    useData('plan', 'get'),
    useData('curriculum', 'get'),
    useData('system', 'about'),
    useData('labs', 'languages'),
  );
  return (
    <Page title="Settings" lead="Changes apply at once, in every window and in the terminal." width="narrow">
      <ErrorNote error={settings.error} retry={() => void settings.refetch()} />
      {isReady ? (
        <>
          {settings.data && <General settings={settings.data} />}
          <PlanSettings />
          <OwnPaths />
          <DataCard />
          <BackupsCard />
          <About />
        </>
      ) : (
        <Skeleton height={640} />
      )}
    </Page>
  );
}

function General({ settings }: { settings: Settings }) {
  const { languages } = useLanguages();
  const set = useChange(api.settings.set.mutate, {
    onDone: (saved) => updateData('settings', 'get', () => saved),
  });
  // What was chosen shows at once; the server's answer follows.
  const wanted = set.isPending ? set.variables : {};
  const current = {
    theme: wanted.theme ?? settings.theme,
    language: wanted.language ?? settings.language,
    dayStartHour: wanted.dayStartHour ?? settings.dayStartHour,
    idleMinutes: wanted.idleMinutes ?? settings.idleMinutes,
    linkTitles: wanted.linkTitles ?? settings.linkTitles,
    labCoachFile: wanted.labCoachFile ?? settings.labCoachFile,
    labIsolation: wanted.labIsolation ?? settings.labIsolation,
    labFormatOnSave: wanted.labFormatOnSave ?? settings.labFormatOnSave,
  };
  const model = settings.defaultModel ?? 'the built-in practice model';
  return (
    <Card title="General">
      <div className={styles.form}>
        <Line title="Theme" note="System follows your desktop.">
          {() => (
            <Segmented
              label="Theme"
              value={current.theme}
              options={THEMES}
              onChange={(theme) => set.mutate({ theme })}
            />
          )}
        </Line>
        <Line title="Language of the labs" note="Each lab that has it opens in this language first.">
          {() => (
            <Segmented
              label="Language of the labs"
              value={current.language}
              options={asOptions(languages)}
              onChange={(language) => set.mutate({ language })}
            />
          )}
        </Line>
        <Line
          title="Format on save"
          note="Ctrl+S and a check lay out the TypeScript file in a lab’s editor. Python files stay as you wrote them."
        >
          {() => (
            <Segmented
              label="Format on save"
              value={current.labFormatOnSave ? 'on' : 'off'}
              options={FORMAT}
              onChange={(next) => set.mutate({ labFormatOnSave: next === 'on' })}
            />
          )}
        </Line>
        <Line
          title="Assistants in a workspace"
          note="An AGENTS.md in each lab tells Claude Code, Cursor and others to coach and not to solve. Off: it is taken out, unless you changed it."
        >
          {() => (
            <Segmented
              label="Assistants in a workspace"
              value={current.labCoachFile ? 'on' : 'off'}
              options={COACH}
              onChange={(next) => set.mutate({ labCoachFile: next === 'on' })}
            />
          )}
        </Line>
        <Line
          title="Isolation of lab programs"
          note="Standard holds your program to its folder and its limits. Strict runs it in the system’s own sandbox, with no network but the model; it needs bubblewrap on Linux, and nothing on macOS."
        >
          {() => (
            <Segmented
              label="Isolation of lab programs"
              value={current.labIsolation}
              options={ISOLATION}
              onChange={(labIsolation) => set.mutate({ labIsolation })}
            />
          )}
        </Line>
        <Line
          title="A day starts at"
          note="Practice after midnight counts for the day before, up to this hour."
        >
          {(ids) => (
            <Select
              {...ids}
              value={current.dayStartHour}
              onChange={(e) => set.mutate({ dayStartHour: Number(e.target.value) })}
            >
              {HOURS.map((hour) => (
                <option key={hour} value={hour}>
                  {String(hour).padStart(2, '0')}:00
                </option>
              ))}
            </Select>
          )}
        </Line>
        <Line
          title="Titles of links"
          note="Cairn asks the page of a link that you add for its title. Off: links show their address."
        >
          {() => (
            <Segmented
              label="Titles of links"
              value={current.linkTitles ? 'on' : 'off'}
              options={ON_OFF}
              onChange={(next) => set.mutate({ linkTitles: next === 'on' })}
            />
          )}
        </Line>
        <Line
          title="Ask after time without input"
          note="The running timer asks whether that time counts. In a browser it notices Cairn’s own pages, labs and terminal; in the desktop app, any work at this machine."
        >
          {(ids) => (
            <Select
              {...ids}
              value={current.idleMinutes}
              onChange={(e) => set.mutate({ idleMinutes: Number(e.target.value) })}
            >
              {[...new Set([...IDLE_MINUTES, current.idleMinutes])].map((minutes) => (
                <option key={minutes} value={minutes}>
                  {minutes === 0 ? 'Never' : `${minutes} min`}
                </option>
              ))}
            </Select>
          )}
        </Line>
        <Line title="Model" note={`Labs call ${model} unless you choose another one.`}>
          {() => <ButtonLink to="/models">Choose a model</ButtonLink>}
        </Line>
      </div>
    </Card>
  );
}

function About() {
  const { data, error, refetch } = useData('system', 'about');
  const facts = data && [
    ['Data folder', data.dataFolder],
    ['Backups', data.backupFolder],
    ['Keys are kept in', data.secrets.description],
    ['Cairn', data.version],
    ['Node', data.node],
    ['SQLite', `${data.sqlite}, schema ${data.schema}`],
    ['Time zone', data.zone],
  ];
  return (
    <Card title="About">
      <ErrorNote error={error} retry={() => void refetch()} />
      {facts && (
        <>
          <dl className={styles.facts}>
            {facts.map(([name, value]) => [
              <dt key={`${name}-name`}>{name}</dt>,
              <dd key={name}>{value}</dd>,
            ])}
          </dl>
          <p className="muted" style={{ marginTop: 'var(--s4)', fontSize: 'var(--text-sm)' }}>
            Everything is in that folder, in one SQLite database. Nothing leaves this machine except calls to
            a model that you chose, and the question for the title of a page that you link to. Delete a
            session by mistake, and undo brings it back.
          </p>
        </>
      )}
    </Card>
  );
}
