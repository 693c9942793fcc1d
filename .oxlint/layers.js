import path from 'node:path';

/** Which layer may import which. `types` lists what may be imported as a type only. */
const LAYERS = {
  'electron/shared': { may: [] },
  'electron/server': { may: ['electron/shared'] },
  'electron/host': { may: ['electron/server', 'electron/shared'] },
  'electron/cli': { may: ['electron/server', 'electron/host', 'electron/shared'] },
  'electron/shell': { may: ['electron/host', 'electron/shared'] },
  renderer: { may: ['electron/shared'], types: ['electron/server/router.ts'] },
};

const BELONGS = {
  'electron/shared':
    'Shared code is pure. Move what needs the server into electron/server, or pass it in as an argument.',
  'electron/server':
    'The server knows no host, shell or window. Take it as a dependency of createServices (electron/server/deps.ts).',
  'electron/host': 'The host serves the app. Commands belong in electron/cli, windows in electron/shell.',
  'electron/cli':
    'The CLI shares the services, not the windows. Put common code in electron/shared or electron/host.',
  'electron/shell':
    'The shell only shows windows. Whatever works with data belongs in electron/server, behind the router.',
  renderer:
    'The renderer talks to the server through its tRPC client (renderer/api). Put schemas and arithmetic in electron/shared.',
};

const layerOf = (file) => Object.keys(LAYERS).find((layer) => file === layer || file.startsWith(`${layer}/`));

const refusal = (from, wanted) => `${from} must not import ${wanted}. ${BELONGS[from]}`;

function checkSource(context, node, isType) {
  const source = node.source?.value;
  if (typeof source !== 'string') return;
  const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
  const from = layerOf(file);
  if (!from) return;
  if ((source === 'electron' || source.startsWith('electron/')) && from !== 'electron/shell') {
    context.report({ node, message: refusal(from, "'electron'") });
    return;
  }
  if ((from === 'renderer' || from === 'electron/shared') && source.startsWith('node:')) {
    context.report({ node, message: refusal(from, `the Node built-in '${source}'`) });
    return;
  }
  if (!source.startsWith('.')) return;
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), source));
  const to = layerOf(target);
  const rule = LAYERS[from];
  if (to === from || (to && rule.may.includes(to)) || (isType && rule.types?.includes(target))) return;
  // Inside a layer's own tree everything is free; outside every layer there is nothing to import.
  context.report({ node, message: refusal(from, to ?? target) });
}

const layers = {
  meta: { type: 'problem' },
  create: (context) => ({
    ImportDeclaration: (node) => checkSource(context, node, node.importKind === 'type'),
    ExportNamedDeclaration: (node) => checkSource(context, node, node.exportKind === 'type'),
    ExportAllDeclaration: (node) => checkSource(context, node, node.exportKind === 'type'),
    ImportExpression: (node) => checkSource(context, node, false),
  }),
};

/** A suppression without a reason hides a decision from the next reader. */
const suppressionReason = {
  meta: { type: 'suggestion' },
  create: (context) => ({
    Program() {
      for (const comment of context.sourceCode.getAllComments()) {
        if (/^\s*(eslint|oxlint)-disable/.test(comment.value) && !/--\s*\S{3,}/.test(comment.value)) {
          context.report({
            loc: comment.loc,
            message: 'Say why after " -- ": a suppression without a reason is a riddle.',
          });
        }
      }
    },
  }),
};

export default {
  meta: { name: 'cairn' },
  rules: { layers, 'suppression-reason': suppressionReason },
};
