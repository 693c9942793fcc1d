/** Whether a link of a note can be saved: none, or a whole one. */
export const isLink = (text: string): boolean => text.trim() === '' || /^https?:\/\/\S+$/i.test(text.trim());
