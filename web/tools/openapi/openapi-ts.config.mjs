/** Reads the document the server prints and writes the checked-in client. Run through `npm run gen:api` in web/. */
export default {
  input: '../../../openapi.json',
  output: { path: '../../src/api/generated', clean: true },
  plugins: [
    { name: '@hey-api/client-fetch', runtimeConfigPath: '../runtime' },
    { name: '@hey-api/typescript', enums: false },
    { name: '@hey-api/sdk', auth: false },
    'zod',
    { name: '@tanstack/react-query', infiniteQueryOptions: false },
  ],
}
