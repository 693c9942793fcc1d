import type { Layer, Tool } from '../../../electron/shared/curriculum.ts';

/** A layer of the stack with its tools that match. */
export interface Shelf {
  layer: Layer;
  tools: Tool[];
}

/** The stack top to bottom; with words, only the tools that hold all of them, and no empty layer. */
export function shelves(layers: readonly Layer[], tools: readonly Tool[], text: string): Shelf[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (tool: Tool): boolean => {
    const haystack = [tool.title, tool.purpose, tool.status.state, tool.takeWhen].join(' ').toLowerCase();
    return words.every((word) => haystack.includes(word));
  };
  return layers
    .map((layer) => ({ layer, tools: tools.filter((tool) => tool.layer === layer.id && matches(tool)) }))
    .filter((shelf) => shelf.tools.length > 0 || words.length === 0);
}
