"""The web page as programs see it: every address, its data, its refusals, and its staying power.

SPDX-License-Identifier: GPL-2.0-or-later
"""
import json
import os
import re
import socket
import subprocess
import tempfile
import threading
import time
import unittest

from server import ROOT, Server, program

ARTICLES = ROOT + '/corpus/articles'


def without_time(data):
    return re.sub(rb'"took_us":\d+', b'', data)


class WithServer(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server([ARTICLES])

    @classmethod
    def tearDownClass(cls):
        assert cls.server.stop() == 0

    def first_id(self, question='strike'):
        return json.loads(self.server.get('/search.json', q=question, limit=1).text)['hits'][0]['id']


class Data(WithServer):
    """An address gives what the command line prints."""

    FORMATS = {'json': 'json', 'jsonl': 'jsonl', 'csv': 'csv', 'tsv': 'tsv', 'ris': 'ris',
               'bib': 'bibtex', 'csl': 'csl-json', 'trec': 'trec', 'htm': 'html'}

    def same(self, path, parameters, *arguments):
        answer = self.server.get(path, **parameters)
        self.assertEqual(answer.status, 200, answer.text)
        self.assertEqual(without_time(answer.text), without_time(self.server.search(*arguments)))

    def test_lists_in_every_format(self):
        for ending, name in self.FORMATS.items():
            with self.subTest(ending):
                self.same('/search.' + ending, {'q': 'strike', 'limit': 3, 'offset': 1},
                          'strike', '--format=' + name, '--limit=3', '--offset=1')

    def test_exports_of_everything(self):
        for ending, name in self.FORMATS.items():
            with self.subTest(ending):
                self.same('/search.' + ending, {'q': '*', 'limit': 'all'},
                          '*', '--format=' + name, '--limit=none')

    def test_an_export_of_nothing(self):
        for ending, name in self.FORMATS.items():
            with self.subTest(ending):
                self.same('/search.' + ending, {'q': 'xyzzy', 'limit': 'all'},
                          'xyzzy', '--format=' + name, '--limit=none')

    def test_options_of_the_command_line(self):
        self.same('/search.json', {'q': 'strike', 'limit': 5, 'sort': 'oldest', 'facets': 'source,people',
                                   'facet-values': 2, 'fields': 'id,title,byline'},
                  'strike', '--format=json', '--limit=5', '--sort=oldest', '--facets=source,people',
                  '--facet-values=2', '--fields=id,title,byline')

    def test_filters_are_kept(self):
        self.same('/search.csv', {'q': 'strike', 'source': ['The Northern Courier', 'El Faro del Sur'],
                                  'not-section': 'Sport', 'date': '2018', 'limit': 'all'},
                  'strike (source:"The Northern Courier" OR source:"El Faro del Sur") '
                  'NOT section:Sport date:2018', '--format=csv', '--limit=none')

    def test_ticked_articles_alone(self):
        ids = [hit['id'] for hit in json.loads(self.server.get('/search.json', q='strike', limit=3).text)['hits']]
        answer = self.server.get('/search.jsonl', q='strike', limit='all', id=ids[1:])
        found = [json.loads(line) for line in answer.text.splitlines()]
        self.assertEqual({hit['id'] for hit in found[:-1]}, set(ids[1:]))

    def test_facets_people_and_histogram(self):
        self.same('/facets.json', {'q': 'strike', 'facets': 'source,section'},
                  'facets', 'strike', '--format=json', '--facets=source,section')
        self.same('/people.csv', {'q': '*', 'prefix': 'ma'}, 'people', '*', '--format=csv', '--prefix=ma')
        self.same('/histogram.json', {'q': '*', 'step': 'month', 'relative': 1},
                  'histogram', '*', '--format=json', '--by=month', '--relative')

    def test_an_article(self):
        name = self.first_id()
        self.same(f'/article/{name}.json', {}, 'show', name, '--format=json')
        self.same(f'/article/{name[3:11]}.json', {}, 'show', name, '--format=json')
        self.same(f'/article/{name}/similar.json', {'limit': 5}, 'similar', name, '--format=json', '--limit=5')
        self.same(f'/article/{name}/original', {}, 'show', name, '--raw')
        for ending in ('csv', 'tsv', 'ris', 'bib', 'csl', 'jsonl'):
            self.assertEqual(self.server.get(f'/article/{name}.{ending}').status, 200, ending)

    def test_an_article_leads_back_to_the_search(self):
        page = self.server.get('/article/' + self.first_id(), source='The Northern Courier').text.decode()
        self.assertIn('<a rel="up" href="/search?source=The%20Northern%20Courier">', page)
        self.assertNotIn('rel="up"', self.server.get('/article/' + self.first_id()).text.decode())

    def test_a_person(self):
        person = json.loads(self.server.get('/person.json', name='Helen Marsh').text)
        self.assertEqual(person['total'], len(self.server.search(
            'person:"Helen Marsh"', '--format=tsv', '--limit=none').splitlines()) - 1)
        self.assertTrue(person['quotes'])
        self.assertNotIn('Helen Marsh', [row['value'] for row in person['with']])
        lines = self.server.get('/person.ris', name='Helen Marsh').text.count(b'TY  - NEWS')
        self.assertEqual(lines, person['total'])

    def test_the_document_names_what_is_there(self):
        document = json.loads(self.server.get('/openapi.json').text)
        name = self.first_id()
        for path, operations in document['paths'].items():
            if 'get' not in operations:
                continue
            path = path.replace('/assets/{id}', '/assets/backfile.css').replace('{id}', name)
            with self.subTest(path):
                answer = self.server.get(path, name='Helen Marsh', q='strike')
                if path == '/saved.atom':  # None is saved.
                    self.assertEqual(answer.status, 404)
                    continue
                self.assertEqual(answer.status, 200)
                kind = answer.getheader('Content-Type').split(';')[0]
                described = operations['get']['responses']['200']['content']
                self.assertTrue(kind in described or 'application/octet-stream' in described, kind)


class Versions(unittest.TestCase):
    """Copies are shown once or each, earlier versions on demand, and what differs is told."""

    STORIES = [
        {'id': 'f', 'source': 'The Courier', 'version': '1', 'title': 'Ferry stopped', 'date': '2020-05-01',
         'modified': '2020-05-01T08:00:00Z', 'text': 'The ferry was stopped when the wind rose. Nobody was hurt.'},
        {'id': 'f', 'source': 'The Courier', 'version': '2', 'title': 'Ferry stopped, two hurt', 'date': '2020-05-01',
         'modified': '2020-05-01T12:00:00Z', 'text': 'The ferry was stopped when the wind rose. Two people were hurt.'}]

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        stories = cls.folder.name + '/stories.jsonl'
        with open(stories, 'w', encoding='utf-8') as out:
            for story in cls.STORIES:
                out.write(json.dumps(story) + '\n')
        cls.server = Server([ARTICLES, stories])

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        cls.folder.cleanup()

    same = Data.same

    def one(self, **parameters):
        return json.loads(self.server.get('/search.json', limit=1, **parameters).text)

    def test_copies_are_collapsed_as_on_the_command_line(self):
        for how in ('best', 'earliest'):
            self.same('/search.json', {'q': 'coalition', 'collapse': how, 'limit': 9},
                      'coalition', '--format=json', '--limit=9', '--collapse=' + how)
            self.same('/search.csv', {'q': 'coalition', 'collapse': how, 'limit': 'all'},
                      'coalition', '--format=csv', '--limit=none', '--collapse=' + how)
        self.same('/facets.json', {'q': 'coalition', 'facets': 'source', 'facets-over': 'stories'},
                  'facets', 'coalition', '--format=json', '--facets=source', '--facets-over=stories')

    def test_a_page_shows_as_many_rows_as_there_are_stories(self):
        both = self.one(q='coalition strikes', collapse='best')
        self.assertLess(both['stories'], both['total'])
        page = self.server.get('/search', q='coalition strikes', collapse='best').text.decode()
        self.assertEqual(page.count('<li class="row"'), both['stories'])
        self.assertIn('%d story in %d articles' % (both['stories'], both['total']), page)

    def test_counts_over_stories_and_over_articles_are_both_remembered(self):
        count = re.compile(r'class="count">([^<]*)')
        over = [{'facets-over': 'stories'}, {}]
        pages = [count.findall(self.server.get('/search', q='coalition strikes', **way).text.decode())
                 for way in over + over]
        self.assertEqual(pages[:2], pages[2:])
        self.assertNotEqual(pages[0], pages[1])

    def test_copies_and_what_differs_are_data(self):
        hits = json.loads(self.server.get('/search.json', q='coalition strikes', limit=2).text)['hits']
        first, second = (hit['id'] for hit in hits)
        for ending in ('json', 'jsonl', 'csv', 'tsv'):
            self.same(f'/article/{first}/copies.{ending}', {}, 'also-ran', first, '--format=' + ending)
            self.same(f'/article/{first}/diff.{ending}', {'with': second}, 'diff', first, second, '--format=' + ending)
        self.assertEqual(self.server.get(f'/article/{first}/diff', **{'with': 'bf:0000000000000000'}).status, 404)

    def test_earlier_versions_are_found_on_demand(self):
        self.assertEqual(self.one(q='ferry wind rose')['total'], 1)
        self.assertEqual(self.one(q='ferry wind rose', **{'all-versions': 1})['total'], 2)

    def test_a_version_has_a_page_data_an_original_and_a_word_on_the_newer_one(self):
        name = self.one(q='ferry wind rose')['hits'][0]['id']
        newest = self.server.get('/article/' + name).text.decode()
        self.assertNotIn('There is a newer version', newest)
        older = self.server.get('/article/' + name, version='1').text.decode()
        self.assertIn('There is a newer version', older)
        self.assertIn('Nobody was hurt', older)
        self.same(f'/article/{name}.json', {'version': '1'}, 'show', name, '--format=json', '--version=1')
        self.same(f'/article/{name}.json', {}, 'show', name, '--format=json')
        original = self.server.get(f'/article/{name}/original', version='1')
        self.assertEqual(json.loads(original.text)['version'], '1')
        self.assertIn('the same digest', self.server.get(f'/article/{name}/check', version='1').text.decode())
        self.assertEqual(self.server.get('/article/' + name, version='9').status, 404)
        page = self.server.get(f'/article/{name}/diff', version='1', **{'with-version': '2'}).text.decode()
        self.assertRegex(page, r'<del>.*Nobody was</del>')


class Refusals(WithServer):
    def status(self, path, **parameters):
        return self.server.get(path, **parameters).status

    def test_what_is_wrong_has_a_status_and_a_sentence(self):
        self.assertEqual(self.status('/nothing'), 404)
        self.assertEqual(self.status('/article/bf:0000000000000000'), 404)
        self.assertEqual(self.status('/article/bf:0000000000000000/original'), 404)
        self.assertEqual(self.status('/article/x'), 400)
        self.assertEqual(self.status('/person', name='Nobody Atall'), 404)
        self.assertEqual(self.status('/person'), 400)
        self.assertEqual(self.server.post('/search').status, 405)
        answer = self.server.get('/search', q='strike AND')
        self.assertEqual(answer.status, 400)
        self.assertIn(b'^', answer.text)
        self.assertIn(b'value="strike AND"', answer.text)  # Nobody has to write it again.
        answer = self.server.get('/search.json', q='strike AND')
        self.assertIn('error', json.loads(answer.text))
        for parameters in ({'limit': 'many'}, {'facets': 'colour'}, {'fields': 'x'}, {'sort': 'best'}):
            self.assertEqual(self.status('/search.json', q='strike', **parameters), 400, parameters)

    def test_strange_requests_do_no_harm(self):
        host, port = self.server.host.split(':')
        for data in (b'\x00' * 100, b'GET\r\n\r\n', b'GET /' + b'a' * 100000 + b' HTTP/1.1\r\n\r\n',
                     b'POST /saved HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n',
                     b'GET / HTTP/9.9\r\n\r\n', b'GET /search?q=' + b'%28' * 5000 + b' HTTP/1.1\r\nHost: localhost\r\n\r\n',
                     b'GET / HTTP/1.1\r\nHost: localhost\r\n' + b'X: y\r\n' * 10000 + b'\r\n'):
            with socket.create_connection((host, int(port)), timeout=10) as connection:
                try:
                    connection.sendall(data)
                    connection.shutdown(socket.SHUT_WR)
                    while connection.recv(65536):
                        pass
                except OSError:
                    pass
        self.assertEqual(self.status('/healthz'), 200)

    def test_a_large_form_is_refused(self):
        self.assertEqual(self.server.post('/saved', name='x', query='y' * 100000).status, 413)

    def test_another_host_is_refused(self):
        answer = self.server.request('GET', '/', headers={'Host': 'evil.example'})
        self.assertEqual(answer.status, 421)
        self.assertNotIn(b'Newest', answer.text)

    def test_every_answer_carries_the_policy(self):
        for path in ('/', '/search?q=strike', '/nothing', '/search.json?q=strike', '/search.csv?limit=all', '/healthz',
                     '/assets/backfile.js'):
            answer = self.server.get(path)
            self.assertIn("default-src 'none'", answer.getheader('Content-Security-Policy'), path)
            self.assertEqual(answer.getheader('X-Content-Type-Options'), 'nosniff')

    def test_pages_hold_nothing_inline_and_nothing_from_elsewhere(self):
        for path in ('/', '/search?q=strike', '/people', '/help', '/saved', '/article/' + self.first_id()):
            page = self.server.get(path).text.decode()
            self.assertIsNone(re.search(r'<script(?![^>]* src="/)|<style|\sstyle=|\son[a-z]+=', page), path)
            for address in re.findall(r'\s(?:src|action|formaction)="([^"]*)"|<link[^>]* href="([^"]*)"', page):
                self.assertTrue(''.join(address).startswith('/'), (path, address))


class Hidden(unittest.TestCase):
    """What may not be shown is shown at no address."""

    STORIES = (
        {'id': 'h', 'source': 'Wire', 'title': 'Honours', 'text': 'Dora Finch will be a dame.',
         'embargo_until': '2098-12-31T00:00:00Z'},
        {'id': 'k', 'source': 'Wire', 'title': 'Kill notice', 'text': 'Dora Finch stole the ferry.',
         'status': 'canceled', 'correction': 'It was the tide.'},
        {'id': 'o', 'source': 'Wire', 'title': 'Open', 'text': 'The dame and the ferry are well.'})

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        stories = cls.folder.name + '/stories.jsonl'
        with open(stories, 'w', encoding='utf-8') as out:
            for story in cls.STORIES:
                out.write(json.dumps(story) + '\n')
        cls.server = Server([stories])
        dump = subprocess.run([program('backfile-index'), 'dump', '-d', cls.server.index], check=True,
                              capture_output=True, text=True).stdout
        cls.ids = {line.split('\t')[3]: line.split('\t')[0] for line in dump.splitlines()}

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        cls.folder.cleanup()

    def test_no_address_gives_the_text_away(self):
        for title in ('Honours', 'Kill notice'):
            article = '/article/' + self.ids[title]
            other = self.ids['Open']
            for path in (article, article + '.json', article + '.csv', article + '.ris',
                         article + '/original', article + '/check', article + '/similar',
                         article + '/copies', article + '/copies.json', article + '/diff?with=' + other,
                         '/article/' + other + '/diff.json?with=' + self.ids[title],
                         '/search?q=finch&all-versions=1', '/search?q=ferry&collapse=best',
                         '/person?name=Dora%20Finch', '/person.json?name=Dora%20Finch', '/search?q=finch', '/search.json?q=finch',
                         '/search?q=status:canceled', '/search.jsonl?q=status:canceled&fields=id,text',
                         '/search.json?q=status:canceled&snippet=200'):
                with self.subTest(path):
                    text = self.server.get(path).text.decode()
                    self.assertNotIn('will be a dame', text)
                    self.assertNotIn('stole the ferry', text)

    def test_what_is_open_is_found(self):
        self.assertIn('are well', self.server.get('/search?q=dame').text.decode())
        self.assertIn('are well', self.server.get('/article/' + self.ids['Open']).text.decode())


class Saved(unittest.TestCase):
    def test_a_search_is_saved_read_and_removed(self):
        with tempfile.TemporaryDirectory() as folder:
            source = folder + '/a.jsonl'
            line = '{{"id":"{0}","source":"S","date":"2020-05-1{0}","title":"A strike","text":"Number {0}."}}\n'
            with open(source, 'w') as file:
                file.write(line.format(1))
            server = Server([source])
            try:
                self.assertEqual(server.post('/saved', name='strikes', query='strike').status, 303)
                self.assertEqual(server.post('/saved', name='strikes', query='strike').status, 400)
                self.assertEqual(server.post('/saved', name='../x', query='strike').status, 400)
                self.assertEqual(server.post('/saved', name='y', query='NEAR(').status, 400)
                self.assertEqual(server.post('/saved', {'Origin': 'http://evil.example'}, name='z', query='a').status, 403)
                with open(source, 'a') as file:
                    file.write(line.format(2))
                server.add(source)

                def row():
                    return json.loads(server.get('/saved.json').text)['alerts'][0]
                self.assertEqual((row()['total'], row()['new']), (2, 1))
                feed = server.get('/saved.atom', name='strikes').text.decode()
                self.assertEqual(feed.count('<entry>'), 2)
                self.assertEqual(feed.count('<link href="/article/bf:'), 2)
                self.assertEqual(row()['new'], 1)  # Reading changes nothing.
                self.assertEqual(server.post('/saved/seen', name='strikes').status, 303)
                self.assertEqual(row()['new'], 0)
                self.assertEqual(server.search('alert', 'list').decode().split('\t')[0], 'strikes')
                self.assertEqual(server.post('/saved/remove', name='strikes').status, 303)
                self.assertEqual(json.loads(server.get('/saved.json').text)['total'], 0)
            finally:
                self.assertEqual(server.stop(), 0)


class Serving(unittest.TestCase):
    def test_a_token_is_asked_for(self):
        with tempfile.NamedTemporaryFile('w') as file:
            file.write('0123456789abcdef0123\n')
            file.flush()
            server = Server([ARTICLES], options=['--token-file=' + file.name])
            try:
                self.assertEqual(server.get('/').status, 401)
                self.assertEqual(server.get('/metrics').status, 401)
                self.assertEqual(server.get('/healthz').status, 200)
                token = {'Authorization': 'Bearer 0123456789abcdef0123'}
                self.assertEqual(server.request('GET', '/', headers=token).status, 200)
            finally:
                self.assertEqual(server.stop(), 0)

    def test_nothing_is_open_to_a_network_by_accident(self):
        server = Server([ARTICLES])
        try:
            outcome = subprocess.run([program('backfile-search'), '-d', server.index, 'serve', '--listen=0.0.0.0:0'],
                                     capture_output=True)
            self.assertEqual(outcome.returncode, 2)
            self.assertIn(b'--token-file', outcome.stderr)
        finally:
            server.stop()

    def test_questions_are_not_logged_unless_asked(self):
        for how, expected in (('none', (False, False)), ('requests', (True, False)), ('queries', (True, True))):
            with self.subTest(how):
                with tempfile.TemporaryFile() as log:
                    server = Server([ARTICLES], options=['--log=' + how])
                    server.get('/search', q='secretword')
                    server.process.send_signal(15)
                    said = server.process.stderr.read()
                    self.assertEqual((b'/search' in said, b'secretword' in said), expected)
                    server.stop()

    def test_a_socket_can_be_handed_over(self):
        listener = socket.socket()
        listener.bind(('127.0.0.1', 0))
        listener.listen()
        port = listener.getsockname()[1]
        folder = tempfile.TemporaryDirectory()
        index = folder.name + '/index'
        subprocess.run([program('backfile-index'), 'add', '-q', '-d', index, ARTICLES], check=True, capture_output=True)
        saved = os.dup(3) if os.path.exists('/proc/self/fd/3') else None
        script = ('import os,sys; os.dup2(int(sys.argv[1]),3); os.environ["LISTEN_PID"]=str(os.getpid()); '
                  'os.environ["LISTEN_FDS"]="1"; os.execv(sys.argv[2],sys.argv[2:])')
        process = subprocess.Popen(
            ['python3', '-c', script, str(listener.fileno()), program('backfile-search'), '-d', index, 'serve'],
            pass_fds=[listener.fileno()], stdout=subprocess.PIPE)
        if saved is not None:
            os.close(saved)
        try:
            with socket.create_connection(('127.0.0.1', port), timeout=10) as connection:
                connection.sendall(b'GET /healthz HTTP/1.0\r\n\r\n')
                self.assertIn(b'200 OK', connection.recv(1000))
        finally:
            process.terminate()
            self.assertEqual(process.wait(30), 0)
            process.stdout.close()
            listener.close()
            folder.cleanup()

    def test_slow_and_broken_clients_stop_nobody(self):
        server = Server([ARTICLES])
        host, port = server.host.split(':')
        slow = []
        try:
            for i in range(400):
                connection = socket.create_connection((host, int(port)))
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
                # Half a request; or a whole one, for a long answer that is never read.
                connection.sendall(b'GET /search?q=strike HTTP/1.1\r\nHost: loc' if i % 2 else
                                   b'GET /search.json?q=*&limit=all&fields=body HTTP/1.1\r\nHost: localhost\r\n\r\n')
                slow.append(connection)
            for _ in range(20):
                begin = time.monotonic()
                self.assertEqual(server.get('/search', q='strike').status, 200)
                self.assertLess(time.monotonic() - begin, 5)
        finally:
            for connection in slow:
                connection.close()
            self.assertEqual(server.get('/healthz').status, 200)
            self.assertEqual(server.stop(), 0)

    def test_questions_are_bounded_as_it_was_told(self):
        server = Server([ARTICLES], options=['--max-clauses=2', '--max-expansion=1'])
        try:
            for path in ('/search', '/search.json'):
                self.assertEqual(server.get(path, q='a strike').status, 200)
                self.assertEqual(server.get(path, q='a long strike').status, 400)
                self.assertEqual(server.get(path, q='str*').status, 400)
        finally:
            self.assertEqual(server.stop(), 0)

    def test_what_is_under_way_ends_before_it_stops(self):
        server = Server([ARTICLES])
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(server.get('/search', q='strike').status))
                   for _ in range(8)]
        for thread in threads:
            thread.start()
        while len(answers) == 0:
            time.sleep(0.001)
        self.assertEqual(server.stop(), 0)
        for thread in threads:
            thread.join()
        self.assertEqual(set(answers), {200})

    def test_it_stops_though_a_client_reads_nothing(self):
        with tempfile.NamedTemporaryFile('w', suffix='.jsonl') as source:
            for n in range(1500):  # More than the buffers between the two hold.
                source.write(json.dumps({'id': str(n), 'title': 'Long %d' % n, 'text': 'word ' * 1500}) + '\n')
            source.flush()
            server = Server([source.name])
        host, port = server.host.split(':')
        with socket.socket() as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            connection.connect((host, int(port)))
            connection.sendall(b'GET /search.json?q=*&limit=all&fields=body HTTP/1.1\r\nHost: localhost\r\n\r\n')
            self.assertTrue(connection.recv(10))
            time.sleep(1)
            self.assertEqual(server.stop(), 0)

    def test_updates_lose_no_request(self):
        with tempfile.TemporaryDirectory() as folder:
            source = folder + '/a.jsonl'

            def write(n):
                with open(source, 'a') as file:
                    file.write('{"id":"%d","title":"Strike %d","text":"More."}\n' % (n, n))
            write(0)
            server = Server([source])
            statuses, totals, stop = [], [], threading.Event()

            def ask():
                while not stop.is_set():
                    answer = server.get('/search.json', q='strike', limit=1)
                    statuses.append(answer.status)
                    totals.append(json.loads(answer.text).get('total'))
            threads = [threading.Thread(target=ask) for _ in range(3)]
            for thread in threads:
                thread.start()
            for n in range(1, 8):
                write(n)
                server.add(source)
            stop.set()
            for thread in threads:
                thread.join()
            self.assertEqual(set(statuses), {200})
            self.assertEqual(json.loads(server.get('/search.json', q='strike').text)['total'], 8)
            self.assertGreater(len(set(totals)), 1)
            self.assertEqual(server.stop(), 0)

    def test_metrics_count(self):
        server = Server([ARTICLES])
        try:
            for _ in range(3):
                server.get('/search', q='strike')
            server.get('/nothing')
            text = server.get('/metrics').text.decode()
            self.assertIn('backfile_requests_total{page="/search",status="200"} 3', text)
            self.assertIn('backfile_requests_total{page="other",status="404"} 1', text)
            self.assertIn('backfile_request_seconds_count 4', text)
            self.assertRegex(text, r'backfile_articles \d\d')
            self.assertNotIn('strike', text)
        finally:
            server.stop()


if __name__ == '__main__':
    unittest.main()
