/** A tool did not work. The message goes to the model, so it says what the model can do about it and nothing else. */
export class ToolError extends Error {}
