"""The checked program: policy files read, checked and put together by region."""
