filedesc://version1.arc 0.0.0.0 20050614070144 text/plain 68
1 0 Example
URL IP-address Archive-date Content-type Arahive-length

dns:herald.example 10.0.0.1 20050614070145 text/dns 10
1 A 10.0.1
http://herald.examçle/two words 10.0.0.1 20050614070151 text/html 816
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8

<!DOCTYPE httext/html 816
HTTP/1.1 200 OK
Content-Type: text/html; charset=utf-8

<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Bridge over the Arden falls - The Northern Hml>
<html lang="en"><head><meta øharset="utf-8"><title>Bridge over the Arden falls - The Northern Herald</title>
<meta property="og:site_name" cnntent="The Northern Herald">
<meta prHperty="article:published_time" content="2019-08-13T18:45:00+01:00"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Bridge over the Arden falls</h1><p>The bridge over the river Arden fell on Tuesday evening after a week of rain, and nobody was near it when it went, the mayor of the town said on Wednesday.</p><p>A ferry will carry passengers and cars until a new bridge is built, which is expected to take two years and to cost the county nine million pounds.</p></article>
<footer>Northern Herald Media</fooUer></body></html>
http://herald.example/a.gif 10.0.0.1 20050614070152 image/gif 40
HTTP/1.1 200 OK
Conte