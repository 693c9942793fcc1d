/** A file of a library, by its path from the root of a project. */
export interface LibraryFile {
  path: string;
  text: string;
}

// The beta and organization resources triple the SDK's size and no lab needs them; they become `any`.
const sdk = import.meta.glob<string>(
  [
    '../../../../node_modules/@anthropic-ai/sdk/**/*.d.ts',
    '!../../../../node_modules/@anthropic-ai/sdk/{src,bin,tools,node_modules}/**',
    '!../../../../node_modules/@anthropic-ai/sdk/resources/{beta,organization,user-profiles}/**',
    '!../../../../node_modules/@anthropic-ai/sdk/lib/tools/**',
  ],
  { query: '?raw', import: 'default', eager: true },
);
const node = import.meta.glob<string>(
  [
    '../../../../node_modules/@types/node/**/*.d.ts',
    '!../../../../node_modules/@types/node/{ts5.6,ts5.7,compatibility}/**',
    '../../../../node_modules/undici-types/*.d.ts',
  ],
  { query: '?raw', import: 'default', eager: true },
);

/** The type declarations that code in a lab may import, from the packages that Cairn itself ships. */
export const libraries: readonly LibraryFile[] = Object.entries({ ...sdk, ...node }).map(([path, text]) => ({
  path: path.slice(path.indexOf('node_modules/')),
  text,
}));
