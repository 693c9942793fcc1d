import { contextBridge } from 'electron';

// All that the page learns from the shell: that it runs in it. Everything else goes through the server.
contextBridge.exposeInMainWorld('cairnHost', { kind: 'desktop' });
