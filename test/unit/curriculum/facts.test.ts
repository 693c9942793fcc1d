import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadShipped } from '../../../electron/server/features/curriculum/load.ts';
import { SHIPPED } from './folder.ts';

const { curriculum, problems } = loadShipped(SHIPPED);
const path = (id: string) => curriculum.paths.find((entry) => entry.id === id)!;
const picture = (id: string) => curriculum.pictures.find((entry) => entry.id === id)!;

const TOOLS = `Claude Code, Cursor, Anthropic, OpenAI, Gemini, Ollama, vLLM, MCP, LangChain, LangGraph, LlamaIndex,
  CrewAI, AutoGen, AG2, Microsoft Agent Framework, Pydantic AI, FastAPI, LangSmith, Pinecone, Weaviate, Chroma, pgvector,
  Temporal, Airflow, Amazon SQS, BullMQ, RabbitMQ, Redis, Pusher, iii, Flask, Express, Next.js, Docker, GCP, AWS`;

test('the shipped curriculum has no problems', () => {
  expect(problems).toEqual([]);
});

describe('the 24-month path', () => {
  test('lays its phases one after another with their budgets', () => {
    expect(
      path('backend-to-agentic').phases.map(({ id, length, budget }) => ({ id, length, budget })),
    ).toEqual([
      { id: 'month-1', length: { days: 30 }, budget: { hours: 2, per: 'day' } },
      { id: 'quarter-1', length: { weeks: 12 }, budget: { hours: 8, per: 'week' } },
      { id: 'year-1', length: { weeks: 52 }, budget: { hours: 4, per: 'week' } },
      { id: 'year-2', length: { untilMonth: 24 }, budget: { hours: 4, per: 'week' } },
    ]);
    expect(path('backend-to-agentic').months).toBe(24);
  });

  test('has the sixteen targets in their phases', () => {
    expect(
      path('backend-to-agentic').phases.map((phase) => phase.targets.map((target) => target.id)),
    ).toEqual([
      ['install-coding-agents', 'ship-ai-feature', 'read-three-posts', 'build-mcp-server'],
      ['deploy-rag-service', 'add-function-calling', 'evals-in-ci', 'dlai-short-courses'],
      ['own-agentic-service', 'contribute-oss-library', 'run-lora-fine-tune', 'speak-internally'],
      ['architect-ai-platform', 'pick-a-vertical', 'mentor-a-junior', 'product-taste'],
    ]);
  });

  test('asks for half an hour a day', () => {
    expect(path('backend-to-agentic').ruleOfThumb?.minutesPerDay).toBe(30);
  });

  test('gives every skill but training from scratch a target that can prove it', () => {
    const trained = new Set(
      path('backend-to-agentic').phases.flatMap((p) => p.targets.flatMap((t) => t.skills)),
    );
    expect(curriculum.skills.map((skill) => skill.id).filter((id) => !trained.has(id))).toEqual([
      'training-from-scratch',
    ]);
  });
});

test('the reverse path takes seven months and covers what an agent demands of a data scientist', () => {
  const reverse = path('data-to-backend');
  expect(reverse.months).toBe(7);
  expect(reverse.phases.flatMap((phase) => phase.targets.map((target) => target.id))).toEqual(
    expect.arrayContaining([
      'rs256-service-tokens',
      'concurrent-tools',
      'size-connection-pools',
      'write-middleware',
      'map-request-lifecycle',
      'dependency-injection',
      'trace-one-request',
    ]),
  );
});

test('skills have exactly their priorities, and the fundamentals have none', () => {
  const by = Object.groupBy(curriculum.skills, (skill) => skill.priority ?? 'fundamentals');
  expect(
    Object.fromEntries(Object.entries(by).map(([key, skills]) => [key, skills.map((skill) => skill.id)])),
  ).toEqual({
    P0: ['prompt-engineering-evals', 'rag-architectures', 'tool-calling', 'mcp', 'structured-outputs'],
    P1: [
      'llm-observability',
      'vector-databases',
      'langgraph',
      'multi-agent-design',
      'ai-safety',
      'cost-latency',
    ],
    P2: ['fine-tuning-lora', 'distillation', 'inference-serving'],
    P3: ['training-from-scratch'],
    fundamentals: [
      'data-modelling',
      'databases',
      'concurrency',
      'distributed-systems',
      'observability',
      'security',
      'performance',
    ],
  });
});

test('every system that is named has an entry, dated November 2026', () => {
  expect(curriculum.tools.map((tool) => tool.title).toSorted()).toEqual(TOOLS.split(/,\s+/).toSorted());
  expect(new Set(curriculum.tools.map((tool) => tool.status.asOf))).toEqual(new Set(['2026-11']));
  expect(curriculum.tools.every((tool) => tool.skills.length > 0 && tool.labs.length > 0)).toBe(true);
});

test('AutoGen and AG2 send people elsewhere', () => {
  const status = (id: string) => curriculum.tools.find((tool) => tool.id === id)!.status;
  expect(status('autogen')).toMatchObject({
    state: 'maintenance',
    replacedBy: ['microsoft-agent-framework'],
  });
  expect(status('ag2').state).toBe('community-fork');
  expect(curriculum.tools.filter((tool) => tool.status.state !== 'active').map((tool) => tool.id)).toEqual([
    'autogen',
    'ag2',
  ]);
});

test('the week keeps all its times', () => {
  const timed = curriculum.rhythm.filter((item) => item.time).map((item) => `${item.weekday} ${item.time}`);
  expect(timed).toEqual([
    'monday 09:00',
    'monday 10:00',
    'monday 12:00',
    'monday 14:00',
    'monday 16:00',
    'wednesday 09:30',
    'wednesday 17:00',
    'friday 16:00',
    'friday 17:00',
  ]);
  const others = curriculum.rhythm
    .filter((item) => !item.time)
    .map((item) => `${item.id}${item.optional ? '?' : ''}`);
  expect(others).toEqual([
    'tuesday-deep-work',
    'thursday-deep-work',
    'weekly-oss-commit?',
    'monthly-course',
    'monthly-project',
    'quarterly-book',
    'quarterly-talk',
  ]);
});

test('the ladder climbs from an API to open source', () => {
  expect(curriculum.ladder.map((rung) => rung.id)).toEqual([
    'integrate-an-api',
    'add-retrieval',
    'automate-triggers',
    'chain-components',
    'contribute-to-open-source',
  ]);
});

test('the pictures show the four stages, keep-add-reach, and the two halves', () => {
  expect(picture('evolution').nodes.map((node) => node.label.slice(-4))).toEqual([
    '2022',
    '2024',
    '2026',
    '2028',
  ]);
  expect(picture('keep-add-reach').nodes.map((node) => node.id)).toEqual(['keep', 'add', 'reach']);
  expect(picture('leverage').edges.map(({ from, to }) => [from, to])).toEqual([
    ['core-backend', 'high-leverage'],
    ['ai-engineering', 'high-leverage'],
    ['high-leverage', 'rare-and-valuable'],
  ]);
});

test('the four named talks are among the resources', () => {
  expect(
    curriculum.resources.filter((resource) => resource.kind === 'talk').map((resource) => resource.by),
  ).toEqual(['Andrej Karpathy', 'Patrick Loeber', 'Pinecone Tech Talk', 'OpenAI']);
});

test('levels rise: no condition is ever lower than at the level before', () => {
  for (const [index, rule] of curriculum.levels.slice(1).entries()) {
    const before = curriculum.levels[index]!;
    for (const key of ['hours', 'labSteps', 'labs', 'evidence'] as const)
      expect(rule[key]).toBeGreaterThanOrEqual(before[key]);
  }
});

test('the seven labs are known', () => {
  expect(curriculum.labs.map((lab) => lab.id)).toEqual([
    'first-call',
    'prompt-evals',
    'structured-outputs',
    'tool-calling',
    'rag',
    'mcp-server',
    'mcp-client',
  ]);
});

test('the folder carries its licence and a guide', () => {
  expect(readFileSync(join(SHIPPED, 'LICENSE'), 'utf8')).toContain('CC BY 4.0');
  expect(existsSync(join(SHIPPED, 'README.md'))).toBe(true);
});
