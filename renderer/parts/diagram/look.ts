import type { MermaidConfig } from 'mermaid';
import { tokenColours } from '../../ui/index.ts';

export const FONT = "'Geist Variable', system-ui, sans-serif";

const TOKENS = [
  '--bg',
  '--surface',
  '--surface-2',
  '--surface-3',
  '--border-strong',
  '--text',
  '--text-2',
  '--accent',
  '--on-accent',
  '--here',
  '--here-soft',
  '--here-text',
] as const;
type Colours = Record<(typeof TOKENS)[number], string>;

/** The colours of the theme that shows now, for a drawing that has to stand on its own when exported. */
export const diagramColours = (): Colours => tokenColours(...TOKENS);

/** Ink on the amber of "you are here"; dark in both themes, because the amber is light in both. */
const ON_HERE = '#1b1305';

const shapes = (selector: string): string =>
  ['rect', 'path', 'circle', 'polygon'].map((shape) => `${selector} ${shape}:not(.background)`).join(', ');

function stateCss(state: string, paint: { fill: string; stroke: string; text: string }): string {
  const node = `.node.${state}`;
  return `
    ${shapes(node)} { fill: ${paint.fill}; stroke: ${paint.stroke}; stroke-width: 1.5px; }
    ${node} text, ${node} tspan { fill: ${paint.text}; }`;
}

/** CSS for the drawing: progress is the only thing that colour says. */
function themeCss(c: Colours): string {
  return [
    stateCss('open', { fill: c['--surface'], stroke: c['--border-strong'], text: c['--text'] }),
    stateCss('doing', { fill: c['--here-soft'], stroke: c['--here'], text: c['--here-text'] }),
    stateCss('done', { fill: c['--accent'], stroke: c['--accent'], text: c['--on-accent'] }),
    stateCss('here', { fill: c['--here'], stroke: c['--here'], text: ON_HERE }),
    stateCss('section-root', { fill: c['--text'], stroke: c['--text'], text: c['--bg'] }),
    `.node .label rect, .node .background { fill: none; stroke: none; }
    .node rect.label-container { rx: 7px; ry: 7px; }
    .node text { font-weight: 500; }
    path[class*='section-edge'], .flowchart-link { stroke: ${c['--border-strong']}; stroke-width: 2px; fill: none; }
    .marker, .arrowheadPath { fill: ${c['--border-strong']}; stroke: ${c['--border-strong']}; }
    .edgeLabel text, .edgeLabel tspan { fill: ${c['--text-2']}; font-size: 13px; }
    .edgeLabel rect, .edgeLabel .background { fill: ${c['--surface-2']}; opacity: 1; }
    .node.here .here-mark rect { fill: ${c['--text']}; stroke: none; }
    .node.here .here-mark text { fill: ${c['--bg']}; font-size: 11px; font-weight: 600; }`,
  ].join('\n');
}

interface DiagramStyle {
  kind: 'mindmap' | 'flowchart';
  theme: 'light' | 'dark';
}

/**
 * mermaid's configuration. Everything that text inside a diagram could use to restyle the page is locked
 * (`secure`), although our text is escaped: a person's own path is a file from anywhere.
 */
export function mermaidConfig(colours: Colours, { kind, theme }: DiagramStyle): MermaidConfig {
  return {
    startOnLoad: false,
    securityLevel: 'strict',
    secure: [
      'secure',
      'securityLevel',
      'startOnLoad',
      'maxTextSize',
      'maxEdges',
      'suppressErrorRendering',
      'theme',
      'themeCSS',
      'themeVariables',
      'fontFamily',
      'altFontFamily',
      'htmlLabels',
      'look',
      'layout',
    ],
    suppressErrorRendering: true,
    theme: 'base',
    look: 'classic',
    // SVG text, not HTML: a drawing with foreign objects cannot be exported as a PNG.
    htmlLabels: false,
    fontFamily: FONT,
    altFontFamily: FONT,
    themeVariables: {
      darkMode: theme === 'dark',
      background: colours['--surface-2'],
      primaryColor: colours['--surface'],
      primaryTextColor: colours['--text'],
      primaryBorderColor: colours['--border-strong'],
      lineColor: colours['--border-strong'],
      fontSize: '15px',
    },
    themeCSS: themeCss(colours),
    flowchart: {
      htmlLabels: false,
      padding: 12,
      nodeSpacing: 30,
      rankSpacing: 28,
      // mermaid wraps the nodes of a mindmap by this too; a long flow has to stay narrow to be readable.
      wrappingWidth: kind === 'mindmap' ? 190 : 124,
    },
    mindmap: { padding: 12, maxNodeWidth: 168 },
  };
}
