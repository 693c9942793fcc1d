import { readJson } from './files.ts';

export interface Example {
  text: string;
  queue: string;
}

/** A prompt under test: a file in data/prompts. */
export interface Prompt {
  name: string;
  system: string;
  queues: string[];
  /** `label`: the answer is the queue and nothing else. `json`: `{"queue": "...", "urgent": true}`. */
  answer: 'label' | 'json';
  examples: Example[];
}

export function readPrompt(file: string): Prompt {
  const { examples = [], answer = 'label', ...prompt } = readJson<Partial<Prompt> & Prompt>(file);
  return { ...prompt, answer, examples };
}

/** What the model gets for one ticket. */
export function requestFor(prompt: Prompt, text: string) {
  const examples = prompt.examples.map((one) => `Message: ${one.text}\nLabel: ${one.queue}`);
  return {
    system: [prompt.system, ...(examples.length > 0 ? ['Examples:', ...examples] : [])].join('\n'),
    messages: [{ role: 'user' as const, content: `Message: ${text}` }],
  };
}
