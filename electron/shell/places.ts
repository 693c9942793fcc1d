import path from 'node:path';
import { app } from 'electron';

export interface Places {
  node: string;
  main: string;
  preload: string;
}

/**
 * Where the server, its Node and the preload script are: in the checkout, or in the packed app, where the
 * server's files lie beside the archive because a plain Node cannot read inside it.
 */
export function findPlaces(): Places {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const preload = path.join(app.getAppPath(), 'dist', 'shell', 'preload.cjs');
  if (!app.isPackaged) {
    const root = app.getAppPath();
    return {
      node: path.join(root, 'node_modules', 'node', 'bin', name),
      main: path.join(root, 'electron', 'host', 'main.ts'),
      preload,
    };
  }
  return {
    node: path.join(process.resourcesPath, 'node', name),
    main: path.join(process.resourcesPath, 'app.asar.unpacked', 'electron', 'host', 'main.ts'),
    preload,
  };
}
