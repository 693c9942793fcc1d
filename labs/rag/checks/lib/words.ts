import type { CheckTools } from '../../../../electron/server/labs/checks.ts';

/** Long words with few letters in common, so that which text is near which is never a matter of luck. */
const WORDS =
  `umbrella lighthouse harpsichord cinnamon glacier bookbinder trampoline vineyard sextant porcupine
  orchestra blacksmith telescope marzipan scaffolding jellyfish drawbridge chandelier wheelbarrow peppermint
  astronaut beekeeper corduroy dandelion elevator fountain gymnasium hurricane icebreaker jukebox kingfisher
  lavender moonstone nightingale observatory paintbrush quicksand rhubarb sandpaper tambourine ukulele volcano
  waterfall xylophone yardstick zeppelin accordion boomerang catamaran dragonfly escalator flamingo goldsmith
  hedgehog inkwell javelin kaleidoscope lemonade mandolin nutcracker origami pendulum rattlesnake snowplough
  thimble undertaker velvet windmill almanac binoculars caterpillar dulcimer envelope firework gondola hammock`
    .trim()
    .split(/\s+/);

/** Hands out words, no word twice in a check. */
export function wordsOf(t: CheckTools): () => string {
  const left = t.random.shuffle(WORDS);
  return () => {
    const word = left.pop();
    if (word === undefined) throw new Error('this check needs more words than there are');
    return word;
  };
}

/** A word with a letter missing in its middle: near for the letters in it, unknown to a search for whole words. */
export function misspelt(word: string): string {
  const at = Math.floor(word.length / 2);
  return word.slice(0, at) + word.slice(at + 1);
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
