"""IRC and nothing but IRC: pure logic around one thin network module."""
