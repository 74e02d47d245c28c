"""What a browser is shown by an address that takes forms only."""


def test_an_address_for_forms_says_so_in_words_when_it_is_opened(client, cast):
    client.force_login(cast.sun)
    opened = client.get("/notices/read-all/")
    assert (opened.status_code, opened["Allow"]) == (405, "POST")
    assert "这个地址不能直接打开" in opened.content.decode()
    assert client.put("/notices/read-all/").content == b""
