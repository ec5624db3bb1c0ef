import { nginxConfiguration } from '../../dist/apps/cli/nginx/nginx-configuration.js';

export const file = 'docker/nginx/nginx.conf';

/** What `palier nginx --api api-1,api-2 --open-files 65536` prints, for docker/compose.yaml. */
export function render() {
  return nginxConfiguration({
    apis: ['api-1:3000', 'api-2:3000'],
    listen: ['8080'],
    storage: '/var/lib/palier/storage',
    temporary: '/tmp',
    openFiles: 65_536,
  });
}
