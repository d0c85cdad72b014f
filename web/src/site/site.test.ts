import { expect, test } from 'vitest'
import { exampleBoot } from '@/site/boot-example'
import { paths, render } from '@/site/entry-server'

const pageOf = (path: string, boot: object = exampleBoot) => JSON.parse(render(path, JSON.stringify(boot)))

test('the home page holds plans, prices and places without any script', () => {
  const page = pageOf('/')
  expect(paths).toContain('/')
  expect(page.status).toBe(200)
  expect(page.body).toContain('<h1')
  expect(page.body).toContain('$6.00')
  expect(page.body).toContain('Frankfurt')
  expect(page.body).toContain('/dashboard/order?plan=vps-1')
  expect(page.head).toContain('<title>KloudNests: VPS, hosting and dedicated servers</title>')
})

test('the strict policy holds: no style attributes, no inline handlers', () => {
  expect(pageOf('/').body).not.toMatch(/\sstyle=|\son[a-z]+=/)
})

test('an unknown path is a page of its own with 404', () => {
  const page = pageOf('/nowhere')
  expect(page.status).toBe(404)
  expect(page.body).toContain('Page not found')
  expect(page.head).toContain('noindex')
})

test('what staff type in the settings cannot break out', () => {
  const brand = { ...exampleBoot.brand, name: '</script><script>x', browser_title: '"><img src=x>' }
  const page = pageOf('/', { ...exampleBoot, brand })
  expect(page.boot).not.toContain('</script><script>x')
  expect(page.head).not.toContain('<img')
  expect(page.body).not.toContain('<script>x')
})
