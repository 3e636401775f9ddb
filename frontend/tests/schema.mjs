import openapiTS, { astToString } from 'openapi-typescript'

/**
 * The text of src/api/schema.ts as a server's document makes it.
 * @param {string} server
 * @returns {Promise<string>}
 */
export async function schema(server) {
  const made = await openapiTS(new URL('/api/openapi.json', server))
  return `// Made from the server's OpenAPI document by npm run api: do not edit.\n${astToString(made)}`
}
