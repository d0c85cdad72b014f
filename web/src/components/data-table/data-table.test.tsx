import { keepPreviousData, QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Page } from '@/api/types'
import { csvCell, toCsv } from '@/components/data-table/csv'
import { DataTable } from '@/components/data-table/data-table'
import { listQuery, listSearch, oneOf, searchOf } from '@/components/data-table/search'
import type { BulkAction, Column } from '@/components/data-table/types'
import { useTableUrl } from '@/components/data-table/use-table-url'
import { Empty } from '@/components/ui/empty'
import { problem } from '@/test/fixtures'

interface Row {
  id: string
  name: string
  status: string
}

const columns: Column<Row>[] = [
  {
    id: 'name',
    header: 'Name',
    sort: 'name',
    cell: (row) => <Link to=".">{row.name}</Link>,
    csv: (row) => row.name,
  },
  { id: 'status', header: 'Status', cell: (row) => row.status, csv: (row) => row.status },
]
const facets = [{ id: 'status', label: 'State', options: [{ value: 'active', label: 'Active' }] }]
const fetchPage = vi.fn<(query: Record<string, unknown>) => Promise<Page<Row>>>()
const runRow = vi.fn<(row: Row) => Promise<void>>()
const bulk: BulkAction<Row>[] = [{ label: 'Restart', run: runRow }]

const root = createRootRoute({ component: Outlet })
const list = createRoute({
  getParentRoute: () => root,
  path: '/list',
  validateSearch: searchOf({ ...listSearch, status: oneOf(['active', 'pending']) }),
  component: ListPage,
})

function ListPage() {
  const search = list.useSearch()
  const state = useTableUrl(['status'])
  const query = useQuery({
    queryKey: ['rows', search],
    queryFn: () => fetchPage(listQuery(search)),
    placeholderData: keepPreviousData,
    retry: false,
  })
  return (
    <DataTable
      id="rows"
      label="Rows"
      state={state}
      query={query}
      columns={columns}
      facets={facets}
      rowId={(row) => row.id}
      rowLabel={(row) => row.name}
      bulkActions={bulk}
      empty={<Empty title="No rows yet" />}
    />
  )
}

const page: Page<Row> = {
  items: [
    { id: '1', name: 'alpha', status: 'active' },
    { id: '2', name: 'beta', status: 'pending' },
  ],
  next_cursor: 'c2',
}

beforeEach(() => {
  fetchPage.mockReset().mockResolvedValue(page)
  runRow.mockReset().mockResolvedValue()
})

function renderList(path: string) {
  const router = createRouter({
    routeTree: root.addChildren([list]),
    history: createMemoryHistory({ initialEntries: [path] }),
    search: { strict: true },
  })
  render(
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider<typeof router> router={router} />
    </QueryClientProvider>,
  )
  return { user: userEvent.setup(), search: () => router.state.location.search }
}

test('the URL is what is asked of the server', async () => {
  renderList('/list?q=123&status=active&sort=-name&status2=x&limit=50')
  await screen.findByRole('link', { name: 'alpha' })
  expect(fetchPage).toHaveBeenLastCalledWith({ q: '123', status: 'active', sort: '-name', limit: 50 })
  expect(screen.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'descending')
  expect(screen.getByLabelText('Filter rows')).toHaveValue('123')
})

test('an unknown filter value in the URL is ignored', async () => {
  renderList('/list?status=nonsense&limit=9999')
  await screen.findByRole('link', { name: 'alpha' })
  expect(fetchPage).toHaveBeenLastCalledWith({ limit: 25 })
})

test('sorting, filtering and paging are written to the URL', async () => {
  const view = renderList('/list')
  await view.user.click(await screen.findByRole('button', { name: 'Name' }))
  await waitFor(() => expect(view.search()).toEqual({ sort: 'name' }))
  await view.user.click(screen.getByRole('button', { name: 'Next page' }))
  await waitFor(() => expect(view.search()).toEqual({ sort: 'name', cursor: 'c2' }))
  await view.user.type(screen.getByLabelText('Filter rows'), 'fra')
  await waitFor(() => expect(view.search()).toEqual({ sort: 'name', q: 'fra' }))
  await view.user.click(screen.getByRole('button', { name: 'State' }))
  await view.user.click(await screen.findByRole('option', { name: 'Active' }))
  await waitFor(() => expect(view.search()).toEqual({ sort: 'name', q: 'fra', status: 'active' }))
  await view.user.click(screen.getByRole('button', { name: 'Remove State: Active' }))
  await waitFor(() => expect(view.search()).toEqual({ sort: 'name', q: 'fra' }))
})

test('nothing at all and nothing that matches are different', async () => {
  fetchPage.mockResolvedValue({ items: [], next_cursor: null })
  const view = renderList('/list?q=zzz')
  expect(await screen.findByText('Nothing matches')).toBeVisible()
  await view.user.click(screen.getByRole('button', { name: 'Clear filters' }))
  expect(await screen.findByText('No rows yet')).toBeVisible()
})

test('an error says so and can be tried again', async () => {
  fetchPage.mockRejectedValueOnce(problem(503, 'unavailable', { detail: 'The database is resting.' }))
  const view = renderList('/list')
  expect(await screen.findByText('Rows could not be loaded')).toBeVisible()
  expect(screen.getByText('The database is resting.')).toBeVisible()
  await view.user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('link', { name: 'alpha' })).toBeVisible()
})

test('a bulk action keeps what failed selected and says why', async () => {
  runRow.mockImplementation(async (row) => {
    if (row.id === '2') throw problem(409, 'conflict', { detail: 'It is being built.' })
  })
  const view = renderList('/list')
  await view.user.click(await screen.findByRole('checkbox', { name: 'Select all rows on this page' }))
  const bar = screen.getByRole('toolbar', { name: 'Selected rows' })
  expect(bar).toHaveTextContent('2 selected')
  await view.user.click(within(bar).getByRole('button', { name: 'Restart' }))
  expect(await screen.findByText('beta: It is being built.')).toBeVisible()
  expect(screen.getByRole('checkbox', { name: 'Select alpha' })).not.toBeChecked()
  expect(screen.getByRole('checkbox', { name: 'Select beta' })).toBeChecked()
})

test('keys move, select and filter', async () => {
  const view = renderList('/list')
  await screen.findByRole('link', { name: 'alpha' })
  await view.user.keyboard('jjx')
  expect(screen.getByRole('checkbox', { name: 'Select beta' })).toBeChecked()
  await view.user.keyboard('/')
  expect(screen.getByLabelText('Filter rows')).toHaveFocus()
  await view.user.keyboard('x')
  expect(screen.getByLabelText('Filter rows')).toHaveValue('x')
})

test('a CSV cell is never a formula', () => {
  expect(csvCell('=cmd()')).toBe("'=cmd()")
  expect(csvCell('-5.00')).toBe('-5.00')
  expect(csvCell('a "b", c')).toBe('"a ""b"", c"')
  expect(toCsv(columns, page.items)).toBe('Name,Status\r\nalpha,active\r\nbeta,pending')
})
